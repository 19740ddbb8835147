package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.devserver.fault.Fault;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Consumers and producers show the counters of their downloads in JMX. */
class ManagedDownloadsTest extends OperationTestSupport {

    private final MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();

    ManagedDownloadsTest() {
        testConfiguration().withJMX(true);
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:links").routeId("fetch").to(osspresigned(OPTIONS + "&fileExist=Ignore"));
                from(osspresigned("&linkSource=RAW(seda:links)")).to("mock:out");
            }
        };
    }

    @Test
    void producerShowsAllCounters() throws Exception {
        String url = stored("a", 1000);
        server.inject(new Fault.WrongCrc64());
        fetch(url);
        fetch(url);
        fetch(link("missing"));
        server.inject(new Fault.WrongCrc64(), 2);
        fetch(stored("b", 10));

        assertThat(attributes("producers"))
                .containsEntry("Downloads", 1L)
                .containsEntry("ExistingFiles", 1L)
                .containsEntry("Failures", 2L)
                .containsEntry("Bytes", 1000L)
                .containsEntry("ResumedBytes", 0L)
                .containsEntry("Retries", 2L)
                .containsEntry("VerificationFailures", 3L)
                .containsEntry("ActiveDownloads", 0)
                .containsEntry("Uploads", 0L)
                .containsEntry("Duplicates", 0L)
                .containsEntry("NotModified", 0L)
                .containsEntry("AbandonedStreams", 0L)
                .containsKey("CamelId");
        assertThat(failures()).isEqualTo(Map.of("ObjectNotFoundException", 1L, "ChecksumMismatchException", 1L));
        assertThat((String) attributes("producers").get("LastOutcome"))
                .startsWith("failed, ChecksumMismatchException, " + clock.instant() + ", http://")
                .doesNotContain(DownloadListenerTest.signature(link("b")));

        jmx.invoke(name("producers"), "resetDownloads", new Object[0], new String[0]);

        assertThat(attributes("producers"))
                .containsEntry("Downloads", 0L)
                .containsEntry("Failures", 0L)
                .containsEntry("Bytes", 0L)
                .containsEntry("LastOutcome", null);
        assertThat(failures()).isEmpty();
    }

    @Test
    void resumedBytesAreCountedSeparatelyFromTransferredBytes() throws Exception {
        String url = stored("large", 3_000_000);
        server.inject(new Fault.CutBodyAfter(2_000_000));
        server.inject(new Fault.StatusError(500, "InternalError", "no"));
        fetch(url);
        fetch(url);

        assertThat(attributes("producers"))
                .containsEntry("Failures", 1L)
                .containsEntry("Downloads", 1L)
                .containsEntry("Bytes", 1_000_000L)
                .containsEntry("ResumedBytes", 2_000_000L);
    }

    @Test
    void consumerShowsItsDownloadsWithoutSecretsInNames() throws Exception {
        MockEndpoint out = getMockEndpoint("mock:out");
        out.expectedMessageCount(1);
        String url = stored("a", 1000);

        template.sendBody("seda:links", url);

        out.assertIsSatisfied();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(attributes("consumers"))
                        .containsEntry("Downloads", 1L)
                        .containsEntry("Bytes", 1000L));
        assertThat(jmx.queryNames(new ObjectName("org.apache.camel:*"), null).toString())
                .contains("osspresigned")
                .doesNotContain(DownloadListenerTest.signature(url))
                .doesNotContain("x-oss-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Links", "SecretUrl"})
    void pollingConsumerShowsItsDownloadsAndPolls(String consumer) throws Exception {
        String url = stored("a", 1000);
        context.getRegistry().bind("one", List.of(url));
        String option = consumer.equals("Links") ? "&links=#bean:one" : "&secretUrl=RAW(" + url + ")";
        RouteBuilder.addRoutes(
                context,
                routes -> routes.from(osspresigned("&initialDelay=0&repeatCount=1" + option))
                        .to("mock:out"));

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(attributes(name("consumers", consumer + "Consumer")))
                        .containsEntry("Downloads", 1L)
                        .containsEntry("Bytes", 1000L)
                        .containsEntry("RepeatCount", 1L));
    }

    private ObjectName name(String type) throws Exception {
        return name(type, type.equals("producers") ? "OssPresigned" : "LinkSource");
    }

    private ObjectName name(String type, String nameStart) throws Exception {
        String pattern = "org.apache.camel:context=" + context.getManagementName() + ",type=" + type + ",name="
                + nameStart + "*";
        return jmx.queryNames(new ObjectName(pattern), null).iterator().next();
    }

    private Map<String, Object> attributes(String type) throws Exception {
        return attributes(name(type));
    }

    private Map<String, Object> attributes(ObjectName name) throws Exception {
        String[] attributes = Arrays.stream(jmx.getMBeanInfo(name).getAttributes())
                .map(MBeanAttributeInfo::getName)
                .toArray(String[]::new);
        Map<String, Object> values = new java.util.HashMap<>();
        jmx.getAttributes(name, attributes)
                .asList()
                .forEach(attribute -> values.put(attribute.getName(), attribute.getValue()));
        return values;
    }

    private Map<String, Object> failures() throws Exception {
        Map<String, Object> counts = new java.util.HashMap<>();
        TabularData table = (TabularData) attributes("producers").get("FailuresByType");
        table.values().forEach(row -> {
            CompositeData data = (CompositeData) row;
            counts.put((String) data.get("exception"), data.get("count"));
        });
        return counts;
    }
}
