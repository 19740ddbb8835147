// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.PresignConstants;
import java.io.StringReader;
import java.time.Clock;
import java.time.ZoneOffset;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.model.Model;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.xml.in.ModelParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Java, YAML and XML routes sign the same link when application properties configure the component. */
class PresignDslTest {

    private static final String LINK = "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/exampleobject"
            + "?x-oss-credential=AKIDEXAMPLE%2F20241112%2Fcn-hangzhou%2Foss%2Faliyun_v4_request"
            + "&x-oss-date=20241112T092756Z&x-oss-expires=900&x-oss-signature-version=OSS4-HMAC-SHA256"
            + "&x-oss-signature=";

    private static final String YAML = """
            - route:
                from:
                  uri: direct:in
                  steps:
                    - to:
                        uri: presign:examplebucket
                        parameters:
                          objectKey: exampleobject
                          expiration: 15m
                    - setBody:
                        header: CamelPresignUrl
            """;

    private static final String XML = """
            <route>
              <from uri="direct:in"/>
              <to uri="presign:examplebucket?objectKey=exampleobject&amp;expiration=15m"/>
              <setBody><header>CamelPresignUrl</header></setBody>
            </route>
            """;

    private static final class JavaRoute extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:in")
                    .to("presign:examplebucket?objectKey=exampleobject&expiration=15m")
                    .setBody(header(PresignConstants.URL));
        }
    }

    /** Starts an application whose presign component is configured by properties, except for the clock. */
    private static Main application(String... properties) {
        Main main = new Main();
        main.configure().withAutoConfigurationLogSummary(false);
        main.bind("fixedClock", Clock.fixed(PresignTestSupport.NOW, ZoneOffset.UTC));
        main.addInitialProperty("camel.component.presign.clock", "#bean:fixedClock");
        main.addInitialProperty("camel.component.presign.region", "cn-hangzhou");
        main.addInitialProperty("camel.component.presign.accessKey", "AKIDEXAMPLE");
        main.addInitialProperty("camel.component.presign.secretKey", "SecretEXAMPLE/k+y=for0tests");
        for (int i = 0; i < properties.length; i += 2) {
            main.addInitialProperty("camel.component.presign." + properties[i], properties[i + 1]);
        }
        return main;
    }

    private static void loadYaml(Main main) throws Exception {
        main.init();
        PluginHelper.getRoutesLoader(main.getCamelContext()).loadRoutes(ResourceHelper.fromString("route.yaml", YAML));
    }

    private static void loadXml(Main main) throws Exception {
        main.init();
        main.getCamelContext()
                .getCamelContextExtension()
                .getContextPlugin(Model.class)
                .addRouteDefinitions(new ModelParser(new StringReader(XML))
                        .parseRoutesDefinition()
                        .orElseThrow()
                        .getRoutes());
    }

    private static String link(CamelContext context) {
        return context.createProducerTemplate().requestBody("direct:in", "", String.class);
    }

    @ParameterizedTest
    @CsvSource({"yaml", "xml", "java"})
    void routeInAnyDslSignsTheSameLink(String language) throws Exception {
        Main main = application();
        try {
            switch (language) {
                case "yaml" -> loadYaml(main);
                case "xml" -> loadXml(main);
                default -> main.configure().addRoutesBuilder(new JavaRoute());
            }
            main.start();
            assertThat(link(main.getCamelContext())).startsWith(LINK);
        } finally {
            main.stop();
        }
    }
}
