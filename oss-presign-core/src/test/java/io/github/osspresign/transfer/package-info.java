@NullMarked
package io.github.osspresign.transfer;

import org.jspecify.annotations.NullMarked;
