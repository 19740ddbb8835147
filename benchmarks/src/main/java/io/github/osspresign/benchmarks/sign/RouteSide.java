// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** Ways in which a route gets a link; the measured routes differ only in this. */
public enum RouteSide {
    NONE("without a link", null),
    OURS("presign:", null),
    SDK_V1("OSS SDK V1", Contender.SDK_V1),
    SDK_V2("OSS SDK V2", Contender.SDK_V2);

    static final String URL = "CamelPresignUrl";
    static final String KEY = "CamelPresignObjectKey";
    static final String ENTRY = "direct:in";

    private final String title;
    private final @Nullable Contender contender;

    RouteSide(String title, @Nullable Contender contender) {
        this.title = title;
        this.contender = contender;
    }

    String title() {
        return title;
    }

    /** Returns the signer of the bean, {@code null} if the route has no bean. */
    @Nullable Contender contender() {
        return contender;
    }

    /** A context with the one route, started. */
    CamelContext start() throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                switch (RouteSide.this) {
                    case NONE -> from(ENTRY).process(RouteSide::discard);
                    case OURS ->
                        from(ENTRY)
                                .to("presign:" + SigningCase.BUCKET + "?region=" + SigningCase.REGION + "&accessKey="
                                        + SigningCase.ACCESS_KEY_ID + "&secretKey=" + SigningCase.ACCESS_KEY_SECRET)
                                .process(RouteSide::discard);
                    case SDK_V1, SDK_V2 -> from(ENTRY).bean(bean(), "link").process(RouteSide::discard);
                }
            }
        });
        context.start();
        return context;
    }

    private LinkBean bean() {
        if (contender == null) {
            throw new IllegalStateException(title + ": no side to call");
        }
        return new LinkBean(contender.side(SigningCase.SHORT_KEY));
    }

    private static void discard(Exchange exchange) {}

    /** Bean that users write without a component. */
    public static final class LinkBean {

        private final Side side;

        LinkBean(Side side) {
            this.side = side;
        }

        public void link(Exchange exchange) {
            String key = exchange.getMessage().getHeader(KEY, String.class);
            exchange.getMessage().setHeader(URL, side.url(key));
        }
    }
}
