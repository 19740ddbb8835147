// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.endpointdsl;

import static io.github.osspresign.endpointdsl.StaticEndpointBuilders.osspresigned;
import static io.github.osspresign.endpointdsl.StaticEndpointBuilders.presign;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.sign.HttpMethod;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class EndpointDslTest {

    // tag::route[]
    static class SignAndUpload extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:sign")
                    .to(presign("demo")
                            .region("cn-hangzhou")
                            .method(HttpMethod.PUT)
                            .expiration("5m")
                            .accessKey("key-id")
                            .secretKey("RAW(a+b&c=d)"));
            from("direct:download")
                    .to(osspresigned("inbox").fileExist("TryRename").maxFileSize("10MB"));
        }
    }
    // end::route[]

    @Test
    void buildersMakeEndpointsWithTheirOptions() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new SignAndUpload());
            camel.start();

            String url = camel.createProducerTemplate()
                    .request(
                            "direct:sign",
                            exchange -> exchange.getMessage().setHeader("CamelPresignObjectKey", "a.txt"))
                    .getMessage()
                    .getHeader("CamelPresignUrl", String.class);

            assertThat(url)
                    .startsWith("https://demo.oss-cn-hangzhou.aliyuncs.com/a.txt?")
                    .contains("x-oss-expires=300")
                    .contains("key-id");
            assertThat(camel.getEndpoints())
                    .anyMatch(endpoint -> endpoint.getEndpointUri().contains("fileExist=TryRename"));
        }
    }
}
