// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.osspresign.camel.listener.TransferListener;
import java.beans.Introspector;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint refuses every option that it does not use, with a message that says what the option belongs to. */
class OssPresignedUseTest extends CamelTestSupport {

    /** Valid value of each option, different from its default. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("operation", "download"),
            Map.entry("linkSource", "direct:links"),
            Map.entry("trustSourceHeaders", "true"),
            Map.entry("extract", "text"),
            Map.entry("concurrentDownloads", "2"),
            Map.entry("fileName", "a.txt"),
            Map.entry("fileExist", "Fail"),
            Map.entry("streaming", "true"),
            Map.entry("verify", "required"),
            Map.entry("maxFileSize", "1"),
            Map.entry("minFreeDisk", "1"),
            Map.entry("allowedHosts", "files.example.com"),
            Map.entry("allowInternalEndpoints", "true"),
            Map.entry("allowPrivateAddresses", "true"),
            Map.entry("allowHttp", "true"),
            Map.entry("connectTimeout", "1s"),
            Map.entry("stallTimeout", "1s"),
            Map.entry("transferTimeout", "1s"),
            Map.entry("maxAttempts", "1"),
            Map.entry("backoffInitial", "1s"),
            Map.entry("refreshUri", "direct:renew"),
            Map.entry("refreshPrefixes", "bucket/"),
            Map.entry("partSize", "1048576"),
            Map.entry("parallelism", "2"),
            Map.entry("abortOnFailure", "true"),
            Map.entry("maxBytesPerSecond", "1"),
            Map.entry("idempotent", "true"),
            Map.entry("idempotentKey", "${header.k}"),
            Map.entry("idempotentRepository", "#bean:repository"),
            Map.entry("transferListener", "#bean:listener"),
            Map.entry("sslContextParameters", "#bean:tls"),
            Map.entry("proxyHost", "proxy&proxyPort=1"),
            Map.entry("proxyPort", "1&proxyHost=proxy"),
            Map.entry("proxyAuthUsername", "u&proxyAuthPassword=p&proxyHost=proxy&proxyPort=1"),
            Map.entry("proxyAuthPassword", "p&proxyAuthUsername=u&proxyHost=proxy&proxyPort=1"));

    @TempDir
    Path directory;

    /** Ways to use an endpoint, with the uses that each has. */
    enum Way {
        PRODUCER_TO_TEMPORARY_FILE("", "", "operation=download", "a producer", "a download without streaming"),
        PRODUCER_TO_DIRECTORY(
                "in", "", "operation=download", "a producer", "a directory", "a download without streaming"),
        PRODUCER_OF_STREAMS("", "streaming=true", "operation=download", "a producer"),
        UPLOADER("", "operation=upload", "operation=upload", "a producer"),
        RECEIVER_OF_CALLBACKS("", "operation=callback", "operation=callback", "a producer"),
        RENEWING(
                "",
                "refreshUri=direct:renew",
                "operation=download",
                "a producer",
                "a download without streaming",
                "refreshUri"),
        ONCE(
                "",
                "idempotent=true",
                "operation=download",
                "a producer",
                "a download without streaming",
                "idempotent=true"),
        CONSUMER_OF_SOURCE(
                "in",
                "linkSource=direct:links",
                "operation=download",
                "a consumer",
                "linkSource",
                "a directory",
                "a download without streaming");

        private final String directory;
        private final String options;
        private final String uses;

        Way(String directory, String options, String... uses) {
            this.directory = directory;
            this.options = options;
            this.uses = String.join(" or ", uses);
        }

        boolean has(String use) {
            return List.of(uses.split(" or ", -1)).contains(use);
        }
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("repository", new MemoryIdempotentRepository());
        context.getRegistry().bind("listener", new TransferListener() {});
        context.getRegistry().bind("tls", new SSLContextParameters());
        return context;
    }

    @Test
    void tableHasEveryOption() {
        Set<String> options = Stream.of(OssPresignedConfiguration.class.getMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("set"))
                .map(name -> Introspector.decapitalize(name.substring(3)))
                .collect(toCollection(TreeSet::new));

        assertThat(OssPresignedUse.OPTIONS.options()).containsExactlyInAnyOrderElementsOf(options);
        assertThat(VALUES.keySet()).containsExactlyInAnyOrderElementsOf(options);
    }

    @ParameterizedTest
    @EnumSource
    void refusesExactlyTheOptionsOfOtherUses(Way way) {
        for (String option : OssPresignedUse.OPTIONS.options()) {
            // The way sets it, or it cannot be set together with what the way sets.
            boolean conflict = way.options.startsWith(option + "=")
                    || option.equals("operation")
                    || (way.has("a consumer") && option.equals("linkSource"))
                    || (option.equals("streaming") && way.has("a directory"));
            if (conflict) {
                continue;
            }
            String uses = OssPresignedUse.OPTIONS.of(option);
            Throwable failure = failure(way, option + "=" + VALUES.get(option));
            if (uses.isEmpty() || Stream.of(uses.split(" or ", -1)).anyMatch(way::has)) {
                assertThat(failure).as("%s with %s", option, way).isNull();
            } else {
                assertThat(failure)
                        .as("%s with %s", option, way)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith(option + ": must be used with ")
                        .hasMessageNotContaining("geheim");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPLOADER | partSize=1048576 | partSize: must be used with a download without streaming, was used without",
                "UPLOADER | fileName=a.txt | fileName: must be used with operation=download, was used without",
                "PRODUCER_TO_DIRECTORY | extract=text | extract: must be used with linkSource, was used without",
                "PRODUCER_TO_DIRECTORY | concurrentDownloads=2 | concurrentDownloads: must be used with linkSource, was used without",
                "PRODUCER_TO_DIRECTORY | trustSourceHeaders=true | trustSourceHeaders: must be used with linkSource, was used without",
                "PRODUCER_TO_DIRECTORY | idempotentKey=a | idempotentKey: must be used with operation=callback or idempotent=true, was used without",
                "PRODUCER_TO_DIRECTORY | linkSource=direct:a | linkSource: must be used with a consumer, was used without",
                "PRODUCER_TO_TEMPORARY_FILE | fileExist=Fail | fileExist: must be used with a directory, was used without"
            })
    void saysWhatTheOptionBelongsTo(Way way, String option, String message) {
        assertThat(failure(way, option))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delay=1000", "initialDelay=0", "GREEDY=true", "repeatCount=1", "scheduler.x=1"})
    void refusesOptionsOfTheSchedulerForSourceThatIsNotRaw(String option) {
        String name = option.substring(0, option.indexOf('='));

        assertThat(failure(Way.CONSUMER_OF_SOURCE, option))
                .isInstanceOf(NoSuchEndpointException.class)
                .hasMessageContaining("Unknown parameters=[{" + name + "=");
    }

    @ParameterizedTest
    @EnumSource
    void ignoresDefaultsOfOtherUses(Way way) throws Exception {
        for (String option : OssPresignedUse.OPTIONS.options()) {
            String uses = OssPresignedUse.OPTIONS.of(option);
            boolean used = uses.isEmpty() || Stream.of(uses.split(" or ", -1)).anyMatch(way::has);
            // The operation selects the use.
            if (!used && !option.equals("operation")) {
                setDefault(option, VALUES.get(option).split("&", 2)[0]);
                assertThat(failure(way, "sslContextParameters=#bean:tls"))
                        .as(option)
                        .isNull();
            }
        }
    }

    @Test
    void streamingByDefaultIsForEndpointsWithoutDirectory() throws Exception {
        setDefault("streaming", "true");

        assertThat(failure(Way.PRODUCER_TO_DIRECTORY, "partSize=1048576")).isNull();
        assertThat(failure(Way.PRODUCER_TO_TEMPORARY_FILE, "partSize=1048576"))
                .hasMessage("partSize: must be used with a download without streaming, was used without");
        assertThat(failure(Way.PRODUCER_TO_TEMPORARY_FILE, "streaming=false&partSize=1048576"))
                .isNull();
    }

    @Test
    void prefixesOfRefreshByDefaultAreForEndpointsWithRefreshUri() throws Exception {
        setDefault("refreshPrefixes", "bucket/");

        assertThat(failure(Way.PRODUCER_TO_DIRECTORY, "maxAttempts=1")).isNull();
        assertThat(failure(Way.PRODUCER_TO_DIRECTORY, "refreshPrefixes=other/"))
                .hasMessage("refreshPrefixes: must be used with refreshUri, was used without");
    }

    @ParameterizedTest
    @CsvSource({
        "UPLOADER, idempotent, false",
        "UPLOADER, streaming, false",
        "UPLOADER, parallelism, 4",
        "PRODUCER_TO_TEMPORARY_FILE, fileExist, Override",
        "PRODUCER_TO_DIRECTORY, concurrentDownloads, 1",
    })
    void acceptsTheBuiltInDefaultOfAnyOption(Way way, String option, String builtIn) throws Exception {
        setDefault(option, VALUES.get(option));

        assertThat(failure(way, option + "=" + builtIn)).isNull();
    }

    /** Replaces the component by one with only this default. */
    private void setDefault(String option, String value) throws Exception {
        OssPresignedComponent component = new OssPresignedComponent();
        context.removeEndpoints("*");
        context.removeComponent("osspresigned");
        context.addComponent("osspresigned", component);
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(component)
                .withConfigurer(component.getComponentPropertyConfigurer())
                .withProperty(option, value)
                .bind();
    }

    private Throwable failure(Way way, String option) {
        String uri = "osspresigned:" + (way.directory.isEmpty() ? "" : directory) + "?" + option
                + (way.options.isEmpty() ? "" : "&" + way.options);
        Throwable failure = catchThrowable(() -> {
            OssPresignedEndpoint endpoint = context.getEndpoint(uri, OssPresignedEndpoint.class);
            ServiceHelper.initService(
                    way.has("a consumer") ? endpoint.createConsumer(exchange -> {}) : endpoint.createProducer());
        });
        return failure instanceof ResolveEndpointFailedException ? failure.getCause() : failure;
    }
}
