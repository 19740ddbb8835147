// SPDX-License-Identifier: Apache-2.0
/**
 * The faults that a test injects, and the classes that apply them. Nothing here knows the server or an operation of the
 * OSS API. {@code Fault} and {@code FaultRule} are part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.fault;

import org.jspecify.annotations.NullMarked;
