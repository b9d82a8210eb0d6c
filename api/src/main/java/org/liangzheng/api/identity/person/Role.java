package org.liangzheng.api.identity.person;

/**
 * What a person is to an authority. Names are stored and stand in the API. Which rights a role
 * brings is said by each right itself.
 */
public enum Role {
  /** Issues and changes licences. 证照管理员 */
  LICENCE_OFFICER,
  /** Keeps the seals. 印章管理员 */
  SEAL_KEEPER,
  /** Publishes types, scenes and matters. 目录管理员 */
  CATALOGUE_MANAGER,
  /** Reads what was done. 审计员 */
  AUDITOR,
  /** Makes accounts and grants roles. 系统管理员 */
  ADMINISTRATOR
}
