// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.secrecy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/** The secrets of a run: what it was given, and all that it signs. */
final class KnownSecrets {

    private static final Pattern SECRET_PARAMETER =
            Pattern.compile("(?:x-oss-signature|Signature|(?:x-oss-)?security-token)=([^&#\\s]+)");

    private final Set<String> secrets = new ConcurrentSkipListSet<>();

    void add(String secret) {
        secrets.add(secret);
    }

    /** Signature and token of a URL, as they stand in it and decoded; so the whole URL is found by them too. */
    String addUrl(String url) {
        Matcher parameter = SECRET_PARAMETER.matcher(url);
        while (parameter.find()) {
            add(parameter.group(1));
            add(URLDecoder.decode(parameter.group(1), UTF_8));
        }
        return url;
    }

    /** The signature in a header of a request, of either version. A token in a header is one that the run was given. */
    void addHeader(String name, List<String> values) {
        if (name.equalsIgnoreCase("Authorization")) {
            values.forEach(value -> add(value.replaceAll(".*[=:]([^=:]+=*)$", "$1")));
        }
    }

    /** What a {@code presign:} endpoint has put into a message. */
    void remember(Exchange exchange) {
        PresignedLink link = exchange.getMessage().getHeader(PresignConstants.LINK, PresignedLink.class);
        if (link != null) {
            addUrl(link.url());
        }
        if (exchange.getMessage().getBody() instanceof PresignedLink body) {
            addUrl(body.url());
        }
        Map<?, ?> fields = exchange.getMessage().getHeader(PresignConstants.FORM_FIELDS, Map.class);
        if (fields != null) {
            fields.forEach((name, value) -> {
                if (String.valueOf(name).matches("(?i)(x-oss-)?signature|.*security-token")) {
                    add(String.valueOf(value));
                }
            });
        }
    }

    KnownSecrets without(KnownSecrets others) {
        KnownSecrets rest = new KnownSecrets();
        rest.secrets.addAll(secrets);
        rest.secrets.removeAll(others.secrets);
        return rest;
    }

    void writeTo(Path file) throws IOException {
        Files.write(file, secrets);
    }
}
