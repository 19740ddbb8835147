// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.sign.HttpMethod;
import java.time.Instant;

/**
 * Request that was explained: that of the question, or that of a transcript or response in its text.
 *
 * @param method method of the request
 * @param time time of the request
 */
public record RequestFacts(HttpMethod method, Instant time) {}
