package org.liangzheng.api.web;

import java.util.UUID;

/** The place of one encrypted value: what it says is bound to it and cannot be moved elsewhere. */
public record Cell(String table, String column, UUID row) {}
