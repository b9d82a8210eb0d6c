package org.liangzheng.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/** Problems as pages, for people; programs get documents. */
public interface ProblemPage {
  /**
   * HTML in UTF-8, with its headers written to the answer; empty for a request that is no browser's
   * way to a page.
   */
  Optional<byte[]> html(Problem problem, HttpServletRequest request, HttpServletResponse response);
}
