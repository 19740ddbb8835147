// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.link.PresignedLink;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A header that looks like one of this library but is none is refused, because its author relies on it. */
class UnknownHeadersTest {

    private static final String SIGN =
            "presign:my-bucket?region=cn-hangzhou&accessKey=AKIDEXAMPLE&secretKey=geheim&objectKey=k";
    private static final String TRANSFER = "osspresigned:?allowedHosts=files.example.com";

    @AutoClose
    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.start();
    }

    private Exchange send(String uri, Object body, Map<String, ?> headers) throws Exception {
        Exchange done = context.createProducerTemplate().request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
        if (done.getException() != null) {
            throw done.getException();
        }
        return done;
    }

    @ParameterizedTest
    @CsvSource({
        "CamelPresignExpires, CamelPresignExpiration",
        "CamelPresignExpiresIn, CamelPresignExpiration",
        "camelpresignobjectkye, CamelPresignObjectKey",
        "CAMELPRESIGNMETHODS, CamelPresignMethod",
        "CamelPresignRegion, CamelPresign",
        "CamelOssPresignedLink, CamelPresignLink"
    })
    void isRefusedBySigningStepsAndByTransfers(String header, String nearest) {
        String link = "https://files.example.com/k?Expires=1&OSSAccessKeyId=a&Signature=b";
        for (String uri : new String[] {
            SIGN,
            SIGN + "&operation=signAll",
            SIGN + "&operation=postPolicy&method=POST",
            SIGN.replace("&objectKey=k", "&operation=renew"),
            TRANSFER,
            TRANSFER + "&operation=upload"
        }) {
            assertThatThrownBy(() -> send(uri, link, Map.of(header, "1h")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "header '" + header + "': is not known, and has no effect; the nearest one is " + nearest);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-12-31T23:59:59Z", ""})
    void reportedEndIsNoRequestForAnEnd(String end) {
        Object value = end.isEmpty() ? Instant.EPOCH : end;

        assertThatThrownBy(() -> send(SIGN, "", Map.of("camelPresignExpiresAt", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use the header CamelPresignExpirationTime");
    }

    @Test
    void headersOfAnEarlierStepAndOfOthersPass() throws Exception {
        Exchange first = send(SIGN, "", Map.of("CamelPresignExpiration", "5m", "Presign", 1, "CamelPresig", 2));

        Exchange second = send(SIGN, "", first.getMessage().getHeaders());

        assertThat(second.getMessage()
                        .getHeader(PresignConstants.LINK, PresignedLink.class)
                        .key())
                .isEqualTo("k");
    }

    @Test
    void eachHeaderOfTheCatalogIsKnownInAnyCase() throws Exception {
        CamelCatalog catalog = new DefaultCamelCatalog();
        Map<String, Object> headers = new TreeMap<>();
        for (String scheme : Set.of("presign", "osspresigned")) {
            catalog.addComponent(scheme, context.getComponent(scheme).getClass().getName());
            catalog.componentModel(scheme).getEndpointHeaders().stream()
                    .map(BaseOptionModel::getName)
                    .forEach(name -> headers.put(name.toUpperCase(Locale.ROOT), null));
        }

        assertThat(headers).hasSizeGreaterThan(40);
        assertThat(send(SIGN, "", headers).getMessage().getHeader(PresignConstants.URL))
                .isNotNull();
    }
}
