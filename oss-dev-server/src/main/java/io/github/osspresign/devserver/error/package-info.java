/** The errors of the OSS API and their XML form. Not part of the public API. */
@NullMarked
package io.github.osspresign.devserver.error;

import org.jspecify.annotations.NullMarked;
