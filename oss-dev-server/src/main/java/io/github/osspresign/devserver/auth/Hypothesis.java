// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import java.util.function.Supplier;

/** A text that a wrong signature may have been made for, and the sentence that explains it. */
record Hypothesis(String sentence, Supplier<String> signedText) {}
