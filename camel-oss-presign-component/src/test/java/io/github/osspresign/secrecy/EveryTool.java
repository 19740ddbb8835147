// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.secrecy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.xml.LwModelToXMLDumper;
import org.assertj.core.util.Throwables;

/** Every tool that shows the state of a context; each writes to a separate file. */
final class EveryTool {

    /** They change something, stop the machine, or look into it and not into Camel. */
    private static final String NO_QUESTION =
            "gc|memory|jvm|send|receive|reload|thread|java-security|eval-language|log";

    private final CamelContext context;
    private final Path directory;

    EveryTool(CamelContext context, Path directory) {
        this.context = context;
        this.directory = directory;
    }

    void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name + ".txt"), text, UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void append(String name, String text) throws IOException {
        Files.writeString(
                directory.resolve(name + ".txt"), text, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void showAll() throws Exception {
        jmx();
        consoles();
        health();
        meters();
        RoutesDefinition routes = new RoutesDefinition();
        routes.setRoutes(((ModelCamelContext) context).getRouteDefinitions());
        write("routes", new LwModelToXMLDumper().dumpModelAsXml(context, routes));
        write(
                "threads",
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .collect(Collectors.joining("\n")));
    }

    private void consoles() {
        DevConsoleRegistry registry = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        registry.loadDevConsoles();
        registry.stream()
                .filter(console -> !console.getId().matches(NO_QUESTION))
                .forEach(console -> {
                    Map<String, Object> all =
                            Map.of("dump", "true", "metric", "true", "stackTrace", "true", "limit", "1000");
                    for (DevConsole.MediaType form : DevConsole.MediaType.values()) {
                        write("console-" + console.getId() + "-" + form, String.valueOf(console.call(form, all)));
                        write(
                                "console-" + console.getId() + "-default-" + form,
                                String.valueOf(console.call(form, Map.of())));
                    }
                });
    }

    private void health() {
        StringBuilder text = new StringBuilder();
        HealthCheckHelper.invoke(context, "full").forEach(result -> {
            text.append(result.getCheck().getId())
                    .append(' ')
                    .append(result.getState())
                    .append(' ')
                    .append(result.getMessage().orElse(""))
                    .append(result.getDetails())
                    .append('\n');
            result.getError().ifPresent(error -> text.append(stackTrace(error)));
        });
        write("health", text.toString());
    }

    private void meters() {
        MeterRegistry meters = context.getRegistry().findSingleByType(MeterRegistry.class);
        write(
                "meters",
                meters.getMeters().stream()
                        .map(meter -> meter.getId() + " " + meter.measure())
                        .collect(Collectors.joining("\n")));
    }

    private void jmx() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            String kind = name.getKeyProperty("type");
            StringBuilder attributes = new StringBuilder(name + "\n");
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                attributes
                        .append(attribute.getName())
                        .append('=')
                        .append(valueOf(server, name, attribute))
                        .append('\n');
            }
            append("jmx-" + kind, attributes.toString());
            for (MBeanOperationInfo operation : server.getMBeanInfo(name).getOperations()) {
                if (operation
                        .getName()
                        .matches("(?:dump|browse|list|endpointStat|informationJson|explain|last|step).*")) {
                    append("jmx-" + kind + "-" + operation.getName(), resultOf(server, name, operation));
                }
            }
        }
    }

    private static String valueOf(MBeanServer server, ObjectName name, MBeanAttributeInfo attribute) {
        try {
            return text(server.getAttribute(name, attribute.getName()));
        } catch (Exception e) {
            return stackTrace(e);
        }
    }

    private static String resultOf(MBeanServer server, ObjectName name, MBeanOperationInfo operation) {
        MBeanParameterInfo[] parameters = operation.getSignature();
        try {
            return text(server.invoke(
                    name,
                    operation.getName(),
                    Arrays.stream(parameters).map(EveryTool::argument).toArray(),
                    Arrays.stream(parameters).map(MBeanParameterInfo::getType).toArray(String[]::new)));
        } catch (Exception e) {
            return stackTrace(e);
        }
    }

    private static Object argument(MBeanParameterInfo parameter) {
        return switch (parameter.getType()) {
            case "boolean", "java.lang.Boolean" -> true;
            case "int", "java.lang.Integer" -> 0;
            case "long", "java.lang.Long" -> 0L;
            default -> "*";
        };
    }

    private static String text(Object value) {
        if (value != null && value.getClass().isArray()) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < Array.getLength(value); i++) {
                text.append(text(Array.get(value, i))).append(", ");
            }
            return text.toString();
        }
        return String.valueOf(value);
    }

    /** With causes and what was suppressed. */
    static String stackTrace(Throwable thrown) {
        return Throwables.getStackTrace(thrown);
    }
}
