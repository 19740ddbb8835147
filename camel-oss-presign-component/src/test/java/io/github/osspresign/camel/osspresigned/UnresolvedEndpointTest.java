// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint URI that cannot be resolved is reported with the reason of Camel and without its secrets. */
class UnresolvedEndpointTest {

    private static final String SECRET = "geheim";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "linkSource | imaps://h?username=bob&password=x&W=%21+geheim&delay=5       | parameters that couldn't be set",
                "linkSource | imaps://h?username=bob&password=x&geheim&delay=5             | parameters that couldn't be set",
                "linkSource | imaps://h?username=bob&password=ge%68eim&gehe%69m=1          | parameters that couldn't be set",
                "linkSource | imaps://h:geheim?password=geheim                             | xxxxxx",
                "linkSource | imaps://h?password=geheim&connectionTimeout=geheim           | connectionTimeout",
                "linkSource | nothing://geheim:geheim@h?password=geheim                    | No endpoint could be found",
                "linkSource | osspresigned:in?fileName=https://h/k?Signature=geheim&x=geheim   | xxxxxx",
                "linkSource | geheim                                                       | xxxxxx",
                "refreshUri | presign:bucket?secretKey=x&geheim=1                          | parameters that couldn't be set",
                "refreshUri | presign:bucket?secretKey=geheim&expiration=geheim            | xxxxxx",
            })
    void showsReasonWithoutTheUri(String option, String uri, String reason) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RouteBuilder.addRoutes(context, routes -> {
                String value = option + "=RAW(" + uri + ")";
                if (option.equals("linkSource")) {
                    routes.from("osspresigned:in?" + value).to("mock:out");
                } else {
                    routes.from("direct:in").to("osspresigned:in?" + value);
                }
            });

            Throwable failure = catchThrowable(context::start);

            assertThat(Throwables.getStackTrace(failure))
                    .contains(option + ": must be an endpoint URI that Camel can resolve", reason)
                    .doesNotContainIgnoringCase(SECRET);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://b.oss-cn-hangzhou.aliyuncs.com/k?OSSAccessKeyId=a&Expires=1&Signature=#",
                "https://cdn.example.com/k?auth_key=1444435200-0-0-#",
                "https://cdn.example.com/202508150800/#/k",
                "https://cdn.example.com/202508150800/#/k?idempotent=true",
                "http://cdn.example.com/#/55CE8100/k",
                "https://cdn.example.com/k?sign=#&time=1444435200",
                "https://cdn.example.com/k?idempotent=true&KEY1=#&KEY2=55CE8100"
            })
    void linkInPlaceOfADirectoryIsNotShown(String link) {
        String hash = "80cd3862d699b7118eed99103f2a3a4f";
        DefaultCamelContext context = new DefaultCamelContext();

        Throwable failure = catchThrowable(() -> context.getEndpoint("osspresigned:" + link.replace("#", hash)));

        assertThat(Throwables.getStackTrace(failure))
                .contains("set a signed URL in the message header CamelPresignLink", "/k")
                .doesNotContainIgnoringCase(hash);
    }

    @Test
    void schemeAloneIsAnEndpointForTemporaryFiles() {
        assertThat(new DefaultCamelContext().getEndpoint("osspresigned")).isInstanceOf(OssPresignedEndpoint.class);
    }
}
