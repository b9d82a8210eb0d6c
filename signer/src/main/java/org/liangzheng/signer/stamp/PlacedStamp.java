package org.liangzheng.signer.stamp;

import java.util.Optional;
import org.liangzheng.verifier.format.ofd.text.PageBox;

/**
 * One place where a stamp is shown.
 *
 * @param pageId identifier of the page
 * @param boundary the whole stamp, in the page's coordinates
 * @param clip the part that is shown, from the stamp's upper left corner; all of it when empty
 */
record PlacedStamp(String pageId, PageBox boundary, Optional<PageBox> clip) {}
