// SPDX-License-Identifier: Apache-2.0
/** Tests of the starter in Spring Boot applications. */
@NullMarked
package io.github.osspresign.camel.springboot;

import org.jspecify.annotations.NullMarked;
