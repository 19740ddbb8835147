// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.springboot;

import io.github.osspresign.camel.osspresigned.OssPresignedEndpointUriFactory;
import io.github.osspresign.camel.presign.PresignEndpointUriFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of the properties whose values are or contain secrets, in every spelling that Spring Boot takes. */
final class SecretProperties {

    /** Variables of the environment from which the component {@code presign} takes credentials. */
    private static final List<String> VARIABLES =
            List.of("OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET", "OSS_SESSION_TOKEN");

    /** Options with links or with URIs of other endpoints, which can contain signatures, keys and passwords. */
    private static final Set<String> WITH_SECRETS = Set.of("linkSource", "refreshUri");

    private final Set<String> names = new HashSet<>();

    SecretProperties() {
        VARIABLES.forEach(variable -> names.add(uniform(variable)));
        add("presign", new PresignEndpointUriFactory().secretPropertyNames());
        add("osspresigned", new OssPresignedEndpointUriFactory().secretPropertyNames());
        add("osspresigned", WITH_SECRETS);
    }

    private void add(String scheme, Set<String> options) {
        options.forEach(option -> names.add(uniform("camel.component." + scheme + "." + option)));
    }

    /** Returns whether the value of the property is or contains a secret. */
    boolean contain(String property) {
        return names.contains(uniform(property));
    }

    /** Returns one spelling for {@code secretKey}, {@code secret-key} and {@code SECRET_KEY}. */
    private static String uniform(String property) {
        StringBuilder letters = new StringBuilder(property.length());
        property.chars().filter(Character::isLetterOrDigit).forEach(letter -> letters.append((char) letter));
        return letters.toString().toLowerCase(Locale.ROOT);
    }
}
