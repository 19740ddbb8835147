// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.MaskingFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Output of {@code log:} endpoints and the Log EIP for links, with the defaults of Camel and with the log mask. */
class LoggedLinkTest {

    private static final String SECRET = "f2f5cd2abafee71bb61c399d66696b04cab13203d1a253f8b13e5b6a583724c8";
    private static final String URL =
            "https://b.oss-cn-hangzhou.aliyuncs.com/it's%20a%24.txt?x-oss-expires=60&x-oss-signature=" + SECRET;
    private static final PresignedLink LINK = PresignedLink.of(URL);

    private static Object body(String kind) {
        return switch (kind) {
            case "link" -> LINK;
            case "json" -> LinkJson.write(LINK);
            case "escaped json" -> LinkJson.write(LINK).replace("/", "\\/");
            case "bytes" -> LinkJson.write(LINK).getBytes(UTF_8);
            case "url" -> URL;
            case "html" -> "<a href=\"" + URL.replace("&", "&amp;") + "\">file</a>";
            case "list" -> java.util.List.of(LINK);
            default -> "nothing";
        };
    }

    /** Returns the log output of a route for a body, with links in the headers. */
    private static String logged(String endpoint, Object body, boolean mask) throws Exception {
        PrintStream standardError = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            if (mask) {
                context.getRegistry().bind(MaskingFormatter.CUSTOM_LOG_MASK_REF, new PresignedUrlMaskingFormatter());
                context.setLogMask(true);
            }
            RouteBuilder.addRoutes(
                    context,
                    routes -> routes.from("direct:log")
                            .choice()
                            .when(routes.constant(endpoint.equals("eip")))
                            .log(LoggingLevel.INFO, "io.github.osspresign.test", "${body} ${header.CamelPresignUrl}")
                            .otherwise()
                            .toD(endpoint));
            context.start();
            System.setErr(new PrintStream(printed, true, UTF_8));
            context.createProducerTemplate()
                    .sendBodyAndHeaders("direct:log", body, Map.of("CamelPresignLink", LINK, "CamelPresignUrl", URL));
        } finally {
            System.setErr(standardError);
        }
        String text = printed.toString(UTF_8);
        assertThat(text).contains("INFO");
        return text;
    }

    @ParameterizedTest
    @CsvSource({
        "link, true",
        "json, true",
        "escaped json, true",
        "bytes, true",
        "url, true",
        "html, true",
        "list, false",
        "nothing, false"
    })
    void logEndpointShowsLinkInBodyButNotInHeadersByDefault(String body, boolean shown) throws Exception {
        assertThat(logged("log:io.github.osspresign.test", body(body), false).contains(SECRET))
                .isEqualTo(shown);
    }

    @Test
    void logOfAllHeadersShowsUrlThatIsText() throws Exception {
        assertThat(logged("log:io.github.osspresign.test?showAll=true", "nothing", false))
                .containsOnlyOnce(SECRET)
                .contains("CamelPresignLink=PresignedLink[GET https://b.oss-cn-hangzhou.aliyuncs.com/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"link", "json", "escaped json", "bytes", "url", "html", "list", "nothing"})
    void logMaskHidesAllLinks(String body) throws Exception {
        for (String endpoint : new String[] {
            "log:io.github.osspresign.test", "log:io.github.osspresign.test?showAll=true&multiline=true", "eip"
        }) {
            assertThat(logged(endpoint, body(body), true)).doesNotContain(SECRET.substring(0, 16));
        }
    }

    @Test
    void logMaskKeepsHarmlessParametersReadable() {
        PresignedUrlMaskingFormatter mask = new PresignedUrlMaskingFormatter();

        assertThat(mask.format("got " + URL + " and password=geheim, done"))
                .isEqualTo(
                        "got https://b.oss-cn-hangzhou.aliyuncs.com/it's%20a%24.txt?x-oss-expires=60&x-oss-signature=xxxxxx"
                                + " and password=xxxxx, done");
        assertThat(mask.format("HTTPS://a/b?c=" + SECRET)).doesNotContain(SECRET);
        assertThat(mask.format("https:\\/\\/a\\/b?c=" + SECRET + "\"")).isEqualTo("xxxxxx\"");
        assertThat(mask.format("nothing here: http and https:// or /a?b")).contains("nothing here");
    }
}
