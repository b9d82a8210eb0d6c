package org.liangzheng.api.presentation.scan;

import org.liangzheng.api.presentation.point.VerifierPoint;

/** Who scans for what. */
record Desk(VerifierPoint point, String scene) {}
