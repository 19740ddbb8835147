// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Properties of a link, as far as they can be read. Contains no secrets.
 *
 * @param maskedUrl URL without its secrets
 * @param address what the link points to
 * @param signing how and for how long the link is signed
 * @param otherParameters further parameters that describe what the link does, such as {@code versionId},
 *     {@code x-oss-process} and the response overrides
 */
public record LinkFacts(
        String maskedUrl, AddressFacts address, SigningFacts signing, Map<String, String> otherParameters) {

    public LinkFacts {
        otherParameters = Collections.unmodifiableMap(new LinkedHashMap<>(otherParameters));
    }
}
