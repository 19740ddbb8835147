package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.xml.LwModelToXMLDumper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Camel never shows a secret URL of an endpoint URI. */
class SecretUrlSecrecyTest extends PolledTestSupport {

    private static final String FURTHER = "&delay=20&initialDelay=0&fileName=a.txt";

    private String url = "";

    SecretUrlSecrecyTest() {
        testConfiguration().withEnableJMX();
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        url = stored("dir/a (1).txt", "A");
        CamelContext context = super.createCamelContext();
        context.getPropertiesComponent().addInitialProperty("link", url);
        return context;
    }

    private String uri() {
        return osspresigned("&secretUrl=RAW({{link}})" + FURTHER);
    }

    private void assertHidden(String text) {
        String query = url.substring(url.indexOf('?') + 1);
        List<String> secrets =
                List.of(url, query, query.replaceAll(".*x-oss-signature=([0-9a-f]+).*", "$1"), server.accessKeyId());
        assertThat(text).doesNotContain(secrets);
    }

    @Test
    void endpointShowsHashAndCanBeLookedUp() throws Exception {
        Endpoint endpoint = context.getEndpoint(uri());

        assertThat(endpoint.getEndpointUri())
                .contains("secretUrl=xxxxxx&urlHash=", "allowedHosts=", "fileName=a.txt")
                .matches(".*urlHash=[0-9a-f]{16}.*");
        assertHidden(endpoint.getEndpointUri());
        assertHidden(endpoint.getEndpointKey());
        assertHidden(endpoint.toString());
        assertHidden(endpoint.getEndpointBaseUri());
        assertThat(context.getEndpoint(uri())).isEqualTo(endpoint);
        Endpoint another = context.getEndpoint(osspresigned("&secretUrl=RAW(" + link("b.txt") + ")" + FURTHER));
        assertThat(another).isNotEqualTo(endpoint);
        assertThat(another.getEndpointUri()).isNotEqualTo(endpoint.getEndpointUri());
        assertThat(((OssPresignedEndpoint) endpoint).getConfiguration().getSecretUrl())
                .isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret-url", "secreturl", "SecretUrl", "SECRETURL", "configuration.secretUrl"})
    void everySpellingOfTheOptionIsHidden(String option) {
        Endpoint endpoint = context.getEndpoint(osspresigned("&" + option + "=RAW({{link}})" + FURTHER));

        assertThat(((OssPresignedEndpoint) endpoint).getConfiguration().getSecretUrl())
                .isEqualTo(url);
        assertThat(endpoint.getEndpointUri()).contains(option + "=xxxxxx&urlHash=");
        assertHidden(endpoint.getEndpointUri());
    }

    @Test
    void endpointWithoutSecretKeepsItsUri() {
        String uri = "osspresigned://in?fileName=a.txt&linkSource=RAW(file:links?delay=5)";
        assertThat(context.getEndpoint(uri).getEndpointUri()).isEqualTo(uri);
    }

    @Test
    void jmxExchangesAndDumpsDoNotShowTheUrl() throws Exception {
        RouteBuilder.addRoutes(
                context, routes -> routes.from(uri()).routeId("receive").to("mock:out"));
        context.start();
        awaitOut(1);

        Exchange exchange = out().getExchanges().get(0);
        assertHidden(exchange.getFromEndpoint().toString());
        assertHidden(exchange.getAllProperties().toString());
        assertHidden(exchange.getMessage().getHeaders().toString());
        assertHidden(jmx());
        assertHidden(new LwModelToXMLDumper().dumpModelAsXml(context, context.getRouteDefinition("receive")));
        assertHidden(context.getRoute("receive").toString());
        assertHidden(context.getRoute("receive").getEndpoint().getEndpointUri());
    }

    private static String jmx() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        StringBuilder all = new StringBuilder();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            all.append(name).append('\n');
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                all.append(attribute.getName())
                        .append('=')
                        .append(server.getAttribute(name, attribute.getName()))
                        .append('\n');
            }
        }
        assertThat(all).contains("type=endpoints", "type=consumers", "urlHash");
        return all.toString();
    }

    @Test
    void failedPollAndFailedRouteDoNotLogTheUrl() throws Exception {
        PrintStream err = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            RouteBuilder.addRoutes(context, routes -> {
                routes.from(uri()).routeId("receive").throwException(new IllegalStateException("the route fails"));
                routes.from(osspresigned("&secretUrl=RAW(" + link("missing") + ")" + FURTHER))
                        .to("mock:out");
            });
            context.start();
            patiently()
                    .until(() -> log.toString(StandardCharsets.UTF_8).contains("the route fails")
                            && log.toString(StandardCharsets.UTF_8).contains("NoSuchKey"));
            context.stop();
        } finally {
            System.setErr(err);
        }
        String logged = log.toString(StandardCharsets.UTF_8);
        assertThat(logged).contains("Failed polling endpoint: osspresigned:", "secretUrl=xxxxxx");
        assertHidden(logged.lines().filter(line -> !line.isBlank()).collect(Collectors.joining("\n")));
    }

    /** Camel would split such a URL into options and show the unknown ones in its error. */
    @ParameterizedTest
    @ValueSource(strings = {"osspresigned:in?secretUrl={{link}}", "osspresigned:{{link}}"})
    void signedUrlOutsideRawIsNotShown(String uri) {
        Throwable thrown = catchThrowable(() -> {
            RouteBuilder.addRoutes(context, routes -> routes.from(uri).to("mock:out"));
            context.start();
        });
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).contains("write a signed URL as secretUrl=RAW(...)");
        assertHidden(trace.toString());
    }

    @Test
    void failureAtStartDoesNotShowTheUrl() {
        for (String option : List.of("&linkSource=direct:a", "&fileExist=Sometimes", "&nonsense=1", "&delay=soon")) {
            Throwable thrown = catchThrowable(() -> {
                RouteBuilder.addRoutes(
                        context, routes -> routes.from(uri() + option).to("mock:out"));
                context.start();
            });
            assertThat(thrown).as(option).isNotNull();
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            assertHidden(trace.toString());
        }
    }
}
