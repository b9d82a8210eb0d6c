package org.liangzheng.api.trust;

import java.util.List;
import org.liangzheng.verifier.format.status.StatusBook;

/**
 * The status of everything of one kind at one moment.
 *
 * @param changes that are in it and in no signed list yet
 * @param list version of the newest signed list at that moment, 0 if there is none
 */
record StatusSnapshot(StatusBook book, List<Long> changes, long list) {}
