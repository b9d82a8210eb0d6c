package org.liangzheng.api.web;

import java.io.IOException;

/** Reading a request body went past its limit. */
final class BodyTooLarge extends IOException {}
