/** Code that both schemes share: header constants, type converters, repositories and masking. No class here signs or transfers. */
@NullMarked
package io.github.osspresign.camel;

import org.jspecify.annotations.NullMarked;
