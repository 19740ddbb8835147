// SPDX-License-Identifier: Apache-2.0
/**
 * Configuration of the components from the properties of a Spring Boot application. The build generates the classes with the
 * options, and their auto-configurations, from the descriptions of the components. It contains no logic of signing or transfers.
 */
@NullMarked
package io.github.osspresign.camel.springboot;

import org.jspecify.annotations.NullMarked;
