package org.liangzheng.api.audit;

import org.liangzheng.verifier.format.log.Checkpoint;
import org.liangzheng.verifier.format.log.SignedCheckpoint;

/** A checkpoint of this service, as content and as it was signed. */
record SignedNote(Checkpoint checkpoint, SignedCheckpoint signed) {}
