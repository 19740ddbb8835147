// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import io.github.osspresign.link.PresignedLink;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;

/** The code of the page on videos and previews. */
final class MediaRoutes {

    private MediaRoutes() {}

    /** A player gets a playlist with a link for each segment. */
    static final class Film extends RouteBuilder {
        // tag::film[]
        /** Relative address of a segment or key. Another playlist stays as it is, and comes through the route too. */
        private static final Pattern SEGMENT =
                Pattern.compile("(?m)(?<=URI=\")[^\":]+(?<!\\.m3u8)(?=\")|^[^#:\\s][^:\\s]*(?<!\\.m3u8)$");

        @Override
        public void configure() {
            from("platform-http:/films/{film}/{playlist}?httpMethodRestrict=GET")
                    .removeHeaders("CamelPresign*")
                    .setHeader("CamelPresignObjectKey", simple("films/${header.film}/${header.playlist}"))
                    .to("presign:my-bucket?region=cn-hangzhou&expiration=1m")
                    .to("osspresigned:?maxFileSize=1MB")
                    .convertBodyTo(String.class)
                    .setProperty("playlist", body())
                    .process(exchange -> {
                        Message message = exchange.getMessage();
                        String folder = "films/" + message.getHeader("film") + "/";
                        message.setBody(SEGMENT.matcher(message.getBody(String.class))
                                .results()
                                .map(segment -> folder + segment.group())
                                .toList());
                    })
                    .to("presign:my-bucket?region=cn-hangzhou&expiration=4h&operation=signAll")
                    .process(exchange -> {
                        Iterator<?> links = exchange.getMessage().getBody(Iterator.class);
                        exchange.getMessage()
                                .setBody(SEGMENT.matcher(exchange.getProperty("playlist", String.class))
                                        .replaceAll(segment ->
                                                Matcher.quoteReplacement(((PresignedLink) links.next()).url())));
                    })
                    .setHeader("Content-Type", constant("application/vnd.apple.mpegurl"));
        }
        // end::film[]
    }

    /** A page shows a preview of a picture or document. */
    static final class Preview extends RouteBuilder {
        @Override
        public void configure() {
            // tag::preview[]
            from("platform-http:/previews/{name}?httpMethodRestrict=GET")
                    .removeHeaders("CamelPresign*")
                    .setHeader("CamelPresignObjectKey", simple("share/${header.name}"))
                    .choice()
                    .when(simple("${header.name} regex '(?i).+\\.(jpe?g|png|webp)'"))
                    .to("presign:my-bucket?region=cn-hangzhou&expiration=5m&process=image/resize,m_lfit,w_400,h_400")
                    .otherwise()
                    .to("presign:my-bucket?region=cn-hangzhou&expiration=5m&process=doc/preview,export_0,print_0")
                    .end()
                    .setHeader("Location", header("CamelPresignUrl"))
                    .setHeader("CamelHttpResponseCode", constant(302))
                    .setBody(constant(""));
            // end::preview[]
        }
    }
}
