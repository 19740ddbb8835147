/** What all pages share: how sizes and times are written, and what is shown when something fails. */
@NullMarked
package io.github.osspresign.examples.portal.page;

import org.jspecify.annotations.NullMarked;
