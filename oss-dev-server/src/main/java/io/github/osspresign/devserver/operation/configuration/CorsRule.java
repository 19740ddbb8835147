// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.operation.XmlBody;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A CORS rule: which origins may send which requests to a bucket. Origins and headers may contain one {@code *}, which
 * matches any text.
 *
 * @param allowedHeaders in lower case, as OSS returns them
 * @param maxAgeSeconds how long a browser may cache the rule, or null
 */
record CorsRule(
        List<String> allowedOrigins,
        List<String> allowedMethods,
        List<String> allowedHeaders,
        List<String> exposeHeaders,
        @Nullable String maxAgeSeconds) {

    private static final Set<String> METHODS = Set.of("GET", "PUT", "DELETE", "POST", "HEAD");

    /** Reads a CORSRule element, or throws the error of OSS. */
    static CorsRule read(XmlElement xml) {
        CorsRule rule = new CorsRule(
                texts(xml, "AllowedOrigin"),
                texts(xml, "AllowedMethod"),
                texts(xml, "AllowedHeader").stream()
                        .map(header -> header.toLowerCase(Locale.ROOT))
                        .toList(),
                texts(xml, "ExposeHeader"),
                xml.text("MaxAgeSeconds"));
        rule.check();
        return rule;
    }

    private void check() {
        if (allowedOrigins.isEmpty() || allowedMethods.isEmpty()) {
            throw XmlBody.malformed();
        }
        allowedOrigins.forEach(origin -> require(wildcards(origin) <= 1, "AllowedOrigin", origin));
        allowedMethods.forEach(method -> require(METHODS.contains(method), "AllowedMethod", method));
        allowedHeaders.forEach(header -> require(wildcards(header) <= 1, "AllowedHeader", header));
        exposeHeaders.forEach(header -> require(header.matches("[!-~&&[^*,]]+"), "ExposeHeader", header));
        if (maxAgeSeconds != null) {
            require(maxAgeSeconds.matches("[0-9]{1,9}"), "MaxAgeSeconds", maxAgeSeconds);
        }
    }

    private static void require(boolean met, String element, String value) {
        if (!met) {
            throw OssErrorCode.INVALID_ARGUMENT.error().argument(element, value);
        }
    }

    boolean allows(String origin, String method) {
        return allowedOrigins.stream().anyMatch(pattern -> matches(pattern, origin)) && allowedMethods.contains(method);
    }

    boolean allowsHeaders(List<String> names) {
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .allMatch(name -> allowedHeaders.stream().anyMatch(pattern -> matches(pattern, name)));
    }

    void write(XmlDocument xml) {
        xml.element("CORSRule", rule -> {
            allowedOrigins.forEach(origin -> rule.element("AllowedOrigin", origin));
            allowedMethods.forEach(method -> rule.element("AllowedMethod", method));
            allowedHeaders.forEach(header -> rule.element("AllowedHeader", header));
            exposeHeaders.forEach(header -> rule.element("ExposeHeader", header));
            if (maxAgeSeconds != null) {
                rule.element("MaxAgeSeconds", maxAgeSeconds);
            }
        });
    }

    private static boolean matches(String pattern, String text) {
        int star = pattern.indexOf('*');
        return star < 0
                ? pattern.equals(text)
                : text.length() >= pattern.length() - 1
                        && text.startsWith(pattern.substring(0, star))
                        && text.endsWith(pattern.substring(star + 1));
    }

    private static long wildcards(String pattern) {
        return pattern.chars().filter(c -> c == '*').count();
    }

    private static List<String> texts(XmlElement xml, String name) {
        return xml.children(name).stream()
                .map(element -> element.text().strip())
                .toList();
    }
}
