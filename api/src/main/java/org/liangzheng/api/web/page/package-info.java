/**
 * The shell all pages stand in: language and elder mode, words, policy, the form token, and the
 * files that the folder {@code api/web} is built to.
 *
 * <p>A page is made by {@link org.liangzheng.api.web.page.Page}; its template calls the fragment
 * {@code page/shell :: page(title, content)} and says its words by {@code t.say('key')}, from the
 * bundle {@code messages} beside the class the page was made for, with the prefix {@code page.}.
 */
@NullMarked
package org.liangzheng.api.web.page;

import org.jspecify.annotations.NullMarked;
