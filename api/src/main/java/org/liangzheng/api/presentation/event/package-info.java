/**
 * What happens to a presentation, told at once on every node. One connection to the database a node
 * listens; whoever waits is woken and reads what is new by its position, so that nothing is lost
 * when a connection breaks. Owns {@code presentation_event}.
 */
@NullMarked
package org.liangzheng.api.presentation.event;

import org.jspecify.annotations.NullMarked;
