package org.liangzheng.hsm.pkcs11;

import java.util.List;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.Vault;

/**
 * A vault on one or several PKCS#11 tokens.
 *
 * <p>Over several tokens it makes no keys: a key made here would lie on one token, and the loss of
 * that token would be the loss of the key, which is what several tokens are there to prevent. An
 * operator opens the vault with one token, makes the key, clones it with the vendor's tool, and
 * sees by {@link #tokens} where it is missing. Until then the key works: a request is served by a
 * token that has it. Certificates are stored on, and keys destroyed from, all tokens, and on none
 * of them if one does not serve.
 */
public interface Pkcs11Vault extends Vault {
  /**
   * The tokens in the order of the settings, and what each lacks. Reads every key of every token.
   *
   * @throws CustodyException if no token serves
   */
  List<TokenReport> tokens();
}
