/*
 * SM2 keys for a token that has none. Each half of a pair is a data object of the token underneath, marked by its
 * CKA_APPLICATION, whose CKA_VALUE is a bag of attributes. Its CKA_LABEL, which alone may change later in a data
 * object of SoftHSM, holds the key's label and id. So the keys live and die, hide before log-in and are
 * copied with the token as its own keys are. (The number d is as safe as a data object of SoftHSM: good for tests.)
 */
#ifndef LZ_FAULTY_SM2_H
#define LZ_FAULTY_SM2_H

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <stdlib.h>
#include <string.h>

#include "p11.h"

#define SM2_MARK "liangzheng.sm2"
#define SM2_D 0xE0000001UL /* the private number in the bag; no caller ever gets it */

/* 1.2.156.10197.1.301, sm2p256v1 (GB/T 33560) */
static const CK_BYTE SM2_OID[] = {0x06, 0x08, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x01, 0x82, 0x2D};

struct sm2_numbers {
  CK_ULONG key_type, generate, sign;
  int der;           /* the signature is SEQUENCE { r, s }, not r || s */
  int private_point; /* private keys show CKA_EC_POINT too */
};

/* --- A bag: { type, length, bytes } one after the other ------------------------------------------------------ */

struct bag {
  CK_BYTE bytes[4096];
  size_t size;
};

static CK_BYTE *bag_find(struct bag *bag, CK_ULONG type, CK_ULONG *length) {
  for (size_t at = 0; at + 16 <= bag->size;) {
    CK_ULONG head[2];
    memcpy(head, bag->bytes + at, 16);
    if (head[1] > bag->size - at - 16) return NULL;
    if (head[0] == type) {
      *length = head[1];
      return bag->bytes + at + 16;
    }
    at += 16 + head[1];
  }
  return NULL;
}

static int bag_put(struct bag *bag, CK_ULONG type, const void *value, CK_ULONG length) {
  CK_ULONG old;
  CK_BYTE *there = bag_find(bag, type, &old);
  if (there) {
    CK_BYTE *end = bag->bytes + bag->size;
    memmove(there - 16, there + old, (size_t)(end - there - old));
    bag->size -= 16 + old;
  }
  if (length > sizeof bag->bytes || bag->size + 16 + length > sizeof bag->bytes) return 0;
  CK_ULONG head[2] = {type, length};
  memcpy(bag->bytes + bag->size, head, 16);
  if (length) memcpy(bag->bytes + bag->size + 16, value, length);
  bag->size += 16 + length;
  return 1;
}

static int bag_flag(struct bag *bag, CK_ULONG type, CK_BYTE value) { return bag_put(bag, type, &value, 1); }
static int bag_number(struct bag *bag, CK_ULONG type, CK_ULONG value) { return bag_put(bag, type, &value, sizeof value); }

static int bag_is(struct bag *bag, CK_ULONG type) {
  CK_ULONG length;
  CK_BYTE *value = bag_find(bag, type, &length);
  return value && length == 1 && *value;
}

static CK_ULONG bag_class(struct bag *bag) {
  CK_ULONG length, class = CK_UNAVAILABLE_INFORMATION;
  CK_BYTE *value = bag_find(bag, CKA_CLASS, &length);
  if (value && length == sizeof class) memcpy(&class, value, sizeof class);
  return class;
}

static int bag_matches(struct bag *bag, const CK_ATTRIBUTE *template, CK_ULONG count) {
  for (CK_ULONG i = 0; i < count; i++) {
    CK_ULONG length;
    CK_BYTE *value = template[i].type == SM2_D ? NULL : bag_find(bag, template[i].type, &length);
    if (!value || length != template[i].length || memcmp(value, template[i].value, length) != 0) return 0;
  }
  return 1;
}

static CK_RV bag_read(struct bag *bag, CK_ATTRIBUTE *template, CK_ULONG count) {
  CK_RV result = CKR_OK;
  for (CK_ULONG i = 0; i < count; i++) {
    CK_ULONG length, type = template[i].type;
    CK_BYTE *value = type == SM2_D ? NULL : bag_find(bag, type, &length);
    if (value && !template[i].value) {
      template[i].length = length;
    } else if (value && template[i].length >= length) {
      memcpy(template[i].value, value, length);
      template[i].length = length;
    } else {
      template[i].length = CK_UNAVAILABLE_INFORMATION;
      result = value                                                       ? CKR_BUFFER_TOO_SMALL
               : type == CKA_VALUE && bag_class(bag) == CKO_PRIVATE_KEY ? CKR_ATTRIBUTE_SENSITIVE
                                                                           : CKR_ATTRIBUTE_TYPE_INVALID;
    }
  }
  return result;
}

/* --- Objects of the token underneath; the caller holds the gate ---------------------------------------------- */

static CK_FUNCTION_LIST *real;
#define REAL(n, name, ...) (((p11_##n)real->function[FN_##name])(__VA_ARGS__))

/* The name of a data object: length of the id, id, label. */
static int sm2_name(struct bag *bag, CK_BYTE name[512], CK_ULONG *size) {
  CK_ULONG id_length, label_length;
  CK_BYTE *id = bag_find(bag, CKA_ID, &id_length), *label;
  if (!id || id_length > 255) return 0;
  name[0] = (CK_BYTE)id_length;
  memcpy(name + 1, id, id_length);
  label = bag_find(bag, CKA_LABEL, &label_length);
  if (!label || label_length > 255) return 0;
  memcpy(name + 1 + id_length, label, label_length);
  *size = 1 + id_length + label_length;
  return 1;
}

/* The bag of an object that is one of ours. */
static int sm2_load(CK_ULONG session, CK_ULONG object, struct bag *bag) {
  CK_ULONG class = 0;
  char mark[sizeof SM2_MARK];
  CK_ATTRIBUTE look[] = {{CKA_CLASS, &class, sizeof class}, {CKA_APPLICATION, mark, sizeof mark}};
  if (REAL(4, C_GetAttributeValue, session, object, W(look), 1) || class != CKO_DATA) return 0;
  if (REAL(4, C_GetAttributeValue, session, object, W(look), 2)) return 0;
  if (look[1].length != sizeof SM2_MARK - 1 || memcmp(mark, SM2_MARK, sizeof SM2_MARK - 1) != 0) return 0;
  CK_BYTE name[512];
  CK_ATTRIBUTE value[] = {{CKA_VALUE, bag->bytes, sizeof bag->bytes}, {CKA_LABEL, name, sizeof name}};
  if (REAL(4, C_GetAttributeValue, session, object, W(value), 2)) return 0;
  bag->size = value[0].length;
  CK_ULONG named = value[1].length;
  return named > name[0] && bag_put(bag, CKA_ID, name + 1, name[0]) &&
         bag_put(bag, CKA_LABEL, name + 1 + name[0], named - 1 - name[0]);
}

static CK_RV sm2_store(CK_ULONG session, struct bag *bag, CK_ULONG *object) {
  CK_ULONG class = CKO_DATA;
  CK_BYTE token = (CK_BYTE)bag_is(bag, CKA_TOKEN), private = (CK_BYTE)bag_is(bag, CKA_PRIVATE), yes = 1;
  CK_BYTE name[512];
  CK_ULONG named;
  if (!sm2_name(bag, name, &named)) return CKR_ATTRIBUTE_VALUE_INVALID;
  CK_ATTRIBUTE data[] = {
      {CKA_CLASS, &class, sizeof class}, {CKA_TOKEN, &token, 1},           {CKA_PRIVATE, &private, 1},
      {CKA_MODIFIABLE, &yes, 1},         {CKA_APPLICATION, SM2_MARK, sizeof SM2_MARK - 1},
      {CKA_VALUE, bag->bytes, bag->size}, {CKA_LABEL, name, named}};
  return REAL(4, C_CreateObject, session, W(data), sizeof data / sizeof *data, W(object));
}

static CK_RV sm2_change(CK_ULONG session, CK_ULONG object, struct bag *bag, const CK_ATTRIBUTE *template, CK_ULONG count) {
  for (CK_ULONG i = 0; i < count; i++) {
    if (template[i].type != CKA_LABEL && template[i].type != CKA_ID) return CKR_ATTRIBUTE_READ_ONLY;
    if (!bag_put(bag, template[i].type, template[i].value, template[i].length)) return CKR_ATTRIBUTE_VALUE_INVALID;
  }
  CK_BYTE name[512];
  CK_ATTRIBUTE change = {CKA_LABEL, name, 0};
  if (!sm2_name(bag, name, &change.length)) return CKR_ATTRIBUTE_VALUE_INVALID;
  return REAL(4, C_SetAttributeValue, session, object, W(&change), 1);
}

/* What the caller asked of a new key, over what it gets without asking. */
static CK_RV sm2_ask(struct bag *bag, CK_ULONG class, CK_ULONG key_type, const CK_ATTRIBUTE *template, CK_ULONG count) {
  for (CK_ULONG i = 0; i < count; i++) {
    CK_ULONG number = 0;
    const CK_ATTRIBUTE *a = &template[i];
    if (a->length && !a->value) return CKR_ARGUMENTS_BAD;
    switch (a->type) {
      case CKA_CLASS:
      case CKA_KEY_TYPE:
        if (a->length != sizeof number) return CKR_ATTRIBUTE_VALUE_INVALID;
        memcpy(&number, a->value, sizeof number);
        if (number != (a->type == CKA_CLASS ? class : key_type)) return CKR_TEMPLATE_INCONSISTENT;
        break;
      case CKA_EC_PARAMS:
        if (a->length != sizeof SM2_OID || memcmp(a->value, SM2_OID, sizeof SM2_OID) != 0) return CKR_ATTRIBUTE_VALUE_INVALID;
        break;
      case CKA_VALUE:
      case CKA_EC_POINT:
      case CKA_LOCAL:
      case CKA_ALWAYS_SENSITIVE:
      case CKA_NEVER_EXTRACTABLE:
      case CKA_KEY_GEN_MECHANISM:
      case SM2_D:
        return CKR_ATTRIBUTE_READ_ONLY;
      default:
        if (!bag_put(bag, a->type, a->value, a->length)) return CKR_ATTRIBUTE_VALUE_INVALID;
    }
  }
  return CKR_OK;
}

static int sm2_common(struct bag *bag, CK_ULONG class, const struct sm2_numbers *numbers) {
  bag->size = 0;
  return bag_number(bag, CKA_CLASS, class) && bag_number(bag, CKA_KEY_TYPE, numbers->key_type) &&
         bag_flag(bag, CKA_TOKEN, 0) && bag_flag(bag, CKA_PRIVATE, class == CKO_PRIVATE_KEY) &&
         bag_flag(bag, CKA_MODIFIABLE, 1) && bag_put(bag, CKA_LABEL, "", 0) && bag_put(bag, CKA_ID, "", 0) &&
         bag_flag(bag, CKA_LOCAL, 1) && bag_flag(bag, CKA_DERIVE, 0) &&
         bag_number(bag, CKA_KEY_GEN_MECHANISM, numbers->generate) &&
         bag_put(bag, CKA_EC_PARAMS, SM2_OID, sizeof SM2_OID);
}

static int sm2_pair(CK_BYTE d[32], CK_BYTE point[65]) {
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "SM2", NULL);
  EVP_PKEY *key = NULL;
  BIGNUM *number = NULL;
  size_t length = 0;
  int made = context && EVP_PKEY_keygen_init(context) == 1 && EVP_PKEY_generate(context, &key) == 1 &&
             EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point, 65, &length) == 1 && length == 65 &&
             point[0] == 4 && EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &number) == 1 &&
             BN_bn2binpad(number, d, 32) == 32;
  BN_clear_free(number);
  EVP_PKEY_free(key);
  EVP_PKEY_CTX_free(context);
  return made;
}

static CK_RV sm2_generate(const struct sm2_numbers *numbers, CK_ULONG session, const CK_ATTRIBUTE *public_template,
                          CK_ULONG public_count, const CK_ATTRIBUTE *private_template, CK_ULONG private_count,
                          CK_ULONG *public_key, CK_ULONG *private_key) {
  CK_BYTE d[32], point[67] = {0x04, 65}; /* OCTET STRING around 04 || x || y */
  struct bag public, private;
  if (!sm2_pair(d, point + 2) || !sm2_common(&public, CKO_PUBLIC_KEY, numbers) ||
      !sm2_common(&private, CKO_PRIVATE_KEY, numbers))
    return CKR_GENERAL_ERROR;
  bag_flag(&public, CKA_VERIFY, 1);
  bag_flag(&public, CKA_ENCRYPT, 0);
  bag_flag(&public, CKA_WRAP, 0);
  bag_put(&public, CKA_EC_POINT, point, sizeof point);
  bag_flag(&private, CKA_SIGN, 1);
  bag_flag(&private, CKA_DECRYPT, 0);
  bag_flag(&private, CKA_UNWRAP, 0);
  bag_flag(&private, CKA_SENSITIVE, 1);
  bag_flag(&private, CKA_EXTRACTABLE, 0);
  if (numbers->private_point) bag_put(&private, CKA_EC_POINT, point, sizeof point);
  CK_RV rv = sm2_ask(&public, CKO_PUBLIC_KEY, numbers->key_type, public_template, public_count);
  if (!rv) rv = sm2_ask(&private, CKO_PRIVATE_KEY, numbers->key_type, private_template, private_count);
  if (rv) return rv;
  bag_flag(&private, CKA_ALWAYS_SENSITIVE, (CK_BYTE)bag_is(&private, CKA_SENSITIVE));
  bag_flag(&private, CKA_NEVER_EXTRACTABLE, (CK_BYTE)!bag_is(&private, CKA_EXTRACTABLE));
  if (!bag_put(&private, SM2_D, d, sizeof d)) return CKR_HOST_MEMORY;
  rv = sm2_store(session, &public, public_key);
  if (rv) return rv;
  rv = sm2_store(session, &private, private_key);
  if (rv) REAL(2, C_DestroyObject, session, *public_key);
  return rv;
}

/* The key in a form libcrypto signs with. */
static EVP_PKEY *sm2_key(struct bag *bag) {
  CK_ULONG length;
  CK_BYTE *d = bag_find(bag, SM2_D, &length);
  if (!d || length != 32) return NULL;
  BIGNUM *number = BN_bin2bn(d, 32, NULL);
  OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
  OSSL_PARAM *parameters = NULL;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "SM2", NULL);
  EVP_PKEY *key = NULL;
  if (number && builder && context &&
      OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0) &&
      OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_PRIV_KEY, number) &&
      (parameters = OSSL_PARAM_BLD_to_param(builder)) && EVP_PKEY_fromdata_init(context) == 1)
    EVP_PKEY_fromdata(context, &key, EVP_PKEY_KEYPAIR, parameters);
  OSSL_PARAM_free(parameters);
  OSSL_PARAM_BLD_free(builder);
  EVP_PKEY_CTX_free(context);
  BN_clear_free(number);
  return key;
}

/* r || s as SEQUENCE { INTEGER, INTEGER }; the length of it. */
static CK_ULONG sm2_der(const CK_BYTE raw[64], CK_BYTE der[72]) {
  ECDSA_SIG *value = ECDSA_SIG_new();
  CK_BYTE *end = der;
  int length = value && ECDSA_SIG_set0(value, BN_bin2bn(raw, 32, NULL), BN_bin2bn(raw + 32, 32, NULL))
                   ? i2d_ECDSA_SIG(value, &end)
                   : 0;
  ECDSA_SIG_free(value);
  return length > 0 ? (CK_ULONG)length : 0;
}

/* r || s over a finished e of 32 bytes (GB/T 32918.2); e is not hashed again. */
static int sm2_sign(EVP_PKEY *key, const CK_BYTE e[32], CK_BYTE raw[64]) {
  CK_BYTE der[80];
  size_t length = sizeof der;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
  int made = context && EVP_PKEY_sign_init(context) == 1 && EVP_PKEY_sign(context, der, &length, e, 32) == 1;
  EVP_PKEY_CTX_free(context);
  if (!made) return 0;
  const CK_BYTE *start = der;
  ECDSA_SIG *value = d2i_ECDSA_SIG(NULL, &start, (long)length);
  made = value && BN_bn2binpad(ECDSA_SIG_get0_r(value), raw, 32) == 32 &&
         BN_bn2binpad(ECDSA_SIG_get0_s(value), raw + 32, 32) == 32;
  ECDSA_SIG_free(value);
  return made;
}

#endif
