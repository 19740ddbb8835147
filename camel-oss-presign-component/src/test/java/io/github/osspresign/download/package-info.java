@NullMarked
package io.github.osspresign.download;

import org.jspecify.annotations.NullMarked;
