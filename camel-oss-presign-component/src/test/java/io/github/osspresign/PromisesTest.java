// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.camel.osspresigned.OssPresignedConfiguration;
import io.github.osspresign.camel.osspresigned.OssPresignedEndpoint;
import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.camel.presign.PresignComponent;
import io.github.osspresign.camel.presign.PresignConfiguration;
import io.github.osspresign.camel.presign.PresignEndpoint;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.test.CommittedList;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.junit.jupiter.api.Test;

/** Options, headers, meters, health checks and loggers are promised, see {@code docs/compatibility.md}. */
class PromisesTest extends OssPresignedTestSupport {

    private static final Map<String, List<Class<?>>> OPTIONS = Map.of(
            "presign",
            List.of(PresignComponent.class, PresignEndpoint.class, PresignConfiguration.class),
            "osspresigned",
            List.of(OssPresignedComponent.class, OssPresignedEndpoint.class, OssPresignedConfiguration.class));

    private static final Pattern NAMED_LOGGER = Pattern.compile("getLogger\\(\\s*\"([^\"]+)\"");

    private static final Pattern OF_CAMEL = Pattern.compile("(check|endpoint|failure|invocation|route|success)[.].*");

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("meters", MeterRegistry.class, meters);
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        for (String id : List.of("consumers", "producers")) {
            HealthCheckRepository repository = (HealthCheckRepository) health.resolveById(id);
            repository.setEnabled(true);
            health.register(repository);
        }
        return context;
    }

    @Override
    protected void configure(RouteBuilder routes) {
        routes.from("direct:sign").routeId("sign").to("presign:" + BUCKET);
        routes.from("direct:download").routeId("download").to(osspresigned("&maxAttempts=2&backoffInitial=1ms"));
        routes.from("presign:" + BUCKET + "?initialDelay=1h").routeId("watch").to("log:out?level=OFF");
        routes.from(osspresigned("&linkSource=direct:source"))
                .routeId("consume")
                .to("log:out?level=OFF");
    }

    @Test
    void promisesAreTheCommittedOnes() throws IOException {
        use();
        List<String> promises = Stream.of(
                        options("presign"),
                        options("osspresigned"),
                        headers("presign"),
                        headers("osspresigned"),
                        meters(),
                        healthChecks(),
                        loggers())
                .flatMap(lines -> lines)
                .toList();

        assertThat(CommittedList.changes(Path.of("promises.txt"), promises))
                .as(
                        "changes of what is promised; -Dapi.update=true writes the list, docs/compatibility.md has the rules")
                .isEmpty();
    }

    /** Signs, is refused, downloads, repeats, resumes and fails, so that each meter and detail is there. */
    private void use() {
        template.sendBodyAndHeader("direct:sign", null, "CamelPresignObjectKey", "k");
        template.send("direct:sign", exchange -> {});
        server.inject(new Fault.StatusError(500, "InternalError", "no"), 1);
        download(stored("k", "text"));
        server.inject(new Fault.WrongCrc64());
        download(stored("wrong", "text"));
        download(link("missing"));
        template.sendBody("direct:source", stored("k", "text"));
    }

    private void download(String url) {
        template.send("direct:download", exchange -> exchange.getMessage().setBody(url));
    }

    private static Stream<String> options(String scheme) throws IOException {
        Set<String> own = OPTIONS.get(scheme).stream()
                .flatMap(type -> Stream.of(type.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(UriParam.class)
                        || field.isAnnotationPresent(UriPath.class)
                        || field.isAnnotationPresent(Metadata.class))
                .map(field -> {
                    UriParam option = field.getAnnotation(UriParam.class);
                    return option == null || option.name().isEmpty() ? field.getName() : option.name();
                })
                .collect(Collectors.toSet());
        Map<String, String> places = new LinkedHashMap<>();
        Map.of("endpoint", "properties", "component", "componentProperties")
                .forEach((place, section) -> catalog(scheme, section).forEach((name, facts) -> {
                    if (own.contains(name)) {
                        places.merge(name + described(facts), place, (one, other) -> "component and endpoint");
                    }
                }));
        return places.entrySet().stream()
                .map(option -> "option of " + scheme + ": " + option.getKey() + ", of " + option.getValue())
                .sorted();
    }

    private static Stream<String> headers(String scheme) {
        return catalog(scheme, "headers").entrySet().stream()
                .map(header -> "header of " + scheme + ": " + header.getKey() + described(header.getValue()))
                .sorted();
    }

    /** Returns type, values and default of an option or header, without what tools show only. */
    private static String described(Map<String, Object> facts) {
        Object values = facts.get("enum");
        Object standard = facts.get("defaultValue");
        return " " + facts.get("javaType")
                + (facts.get("kind").equals("path") ? ", in the path" : "")
                + (Boolean.TRUE.equals(facts.get("required")) ? ", required" : "")
                + (Boolean.TRUE.equals(facts.get("deprecated")) ? ", deprecated" : "")
                + (facts.get("prefix") == null ? "" : ", prefix " + facts.get("prefix"))
                + (values == null ? "" : ", one of " + values)
                + (standard == null ? "" : ", default " + standard);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> catalog(String scheme, String section) {
        String resource = "/META-INF/io/github/osspresign/camel/" + scheme + "/" + scheme + ".json";
        try (InputStream json = Objects.requireNonNull(PromisesTest.class.getResourceAsStream(resource), resource)) {
            return (Map<String, Map<String, Object>>)
                    Objects.requireNonNull(JSON.std.mapFrom(json).get(section), section);
        } catch (IOException e) {
            throw new IllegalStateException(resource, e);
        }
    }

    private Stream<String> meters() {
        return meters.getMeters().stream()
                .map(Meter::getId)
                .map(meter -> "meter " + meter.getName() + ": "
                        + meter.getType().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + (meter.getBaseUnit() == null ? "" : ", " + meter.getBaseUnit()) + ", tags "
                        + meter.getTags().stream().map(Tag::getKey).collect(Collectors.joining(" ")))
                .distinct()
                .sorted();
    }

    private Stream<String> healthChecks() {
        return HealthCheckRegistry.get(context).stream()
                .filter(check -> !details(check).isEmpty())
                .map(check -> "health check "
                        + check.getId()
                                .replaceFirst("endpoint[0-9]+$", "<endpoint id>")
                                .replaceFirst(":consume$", ":<route id>")
                        + ":"
                        + (check.isReadiness() ? " readiness" : "") + (check.isLiveness() ? " liveness" : "")
                        + ", details " + details(check))
                .sorted();
    }

    /** Returns the details that are not Camel's. */
    private static Set<String> details(HealthCheck check) {
        Set<String> details = new TreeSet<>(check.call().getDetails().keySet());
        details.removeIf(OF_CAMEL.asMatchPredicate());
        return details;
    }

    /** Returns the loggers that have a fixed name. Others have the name of an internal class. */
    private static Stream<String> loggers() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            return sources
                    .filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> NAMED_LOGGER.matcher(read(file)).results())
                    .map(logger -> "logger " + logger.group(1))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }
}
