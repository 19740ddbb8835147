/** What both schemes share with Camel: how a link converts. */
@NullMarked
package io.github.osspresign.camel;

import org.jspecify.annotations.NullMarked;
