/** Pure signing of OSS URLs: no I/O, no clock, no logger. */
@NullMarked
package io.github.osspresign.sign;

import org.jspecify.annotations.NullMarked;
