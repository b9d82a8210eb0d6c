package org.liangzheng.verifier.format.pack;

import org.liangzheng.verifier.format.status.StatusBook;

/** The status lists of a pack, each with what is not in force. */
public record PackStatuses(StatusBook licences, StatusBook seals) {}
