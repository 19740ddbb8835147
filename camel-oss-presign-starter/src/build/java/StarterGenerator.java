// SPDX-License-Identifier: Apache-2.0
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Generates the starter from the descriptions of the components: for each component a class with its options, an
 * auto-configuration, and the metadata from which development environments complete properties.
 *
 * <p>Runs during the build, with the components on the class path: {@code java StarterGenerator.java <target directory>}.
 */
public final class StarterGenerator {

    private static final String PACKAGE = "io.github.osspresign.camel.springboot";

    private static final List<String> SCHEMES = List.of("presign", "osspresigned");

    /** Types that Spring converts from text as Camel does. All other types stay text, which Camel converts. */
    private static final Map<String, String> CONVERTED = Map.of(
            "boolean", "Boolean",
            "int", "Integer",
            "long", "Long",
            "java.lang.Boolean", "Boolean",
            "java.lang.Integer", "Integer",
            "java.lang.Long", "Long");

    private static final String FIELD = """

                /** %s */
                private %s %s;
            """;

    private static final String ACCESSORS = """

                public %1$s get%2$s() {
                    return %3$s;
                }

                public void set%2$s(%1$s %3$s) {
                    this.%3$s = %3$s;
                }
            """;

    private static final String CONFIGURATION = """
            package %1$s;

            import org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon;
            import org.springframework.boot.context.properties.ConfigurationProperties;

            /** Options of the component {@code %2$s}. An unknown option fails the start of the application. */
            @ConfigurationProperties(prefix = "%3$s", ignoreUnknownFields = false)
            public class %4$s extends ComponentConfigurationPropertiesCommon {
            %5$s%6$s}
            """;

    private static final String AUTO_CONFIGURATION = """
            package %1$s;

            import %2$s;
            import org.apache.camel.CamelContext;
            import org.apache.camel.Component;
            import org.apache.camel.spi.ComponentCustomizer;
            import org.apache.camel.spring.boot.CamelAutoConfiguration;
            import org.apache.camel.spring.boot.ComponentConfigurationProperties;
            import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
            import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
            import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
            import org.springframework.boot.autoconfigure.AutoConfiguration;
            import org.springframework.boot.context.properties.EnableConfigurationProperties;
            import org.springframework.context.ApplicationContext;
            import org.springframework.context.annotation.Bean;
            import org.springframework.context.annotation.Conditional;
            import org.springframework.context.annotation.Lazy;

            /** Sets the options of the component {@code %3$s} from the properties {@code %4$s.*}. */
            @AutoConfiguration(after = CamelAutoConfiguration.class)
            @Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
            @ConditionalOnHierarchicalProperties({"camel.component", "%4$s"})
            @EnableConfigurationProperties({ComponentConfigurationProperties.class, %5$s.class})
            public class %6$s {

                @Lazy
                @Bean
                public ComponentCustomizer %3$sComponentCustomizer(
                        ApplicationContext application, CamelContext camel, %5$s configuration) {
                    return new ComponentCustomizer() {
                        @Override
                        public void configure(String name, Component component) {
                            ComponentOptions.set(camel, configuration, component);
                        }

                        @Override
                        public boolean isEnabled(String name, Component component) {
                            return component instanceof %7$s
                                    && HierarchicalPropertiesEvaluator.evaluate(
                                            application, "camel.component.customizer", "%4$s.customizer");
                        }
                    };
                }
            }
            """;

    private final Path sources;
    private final Path resources;

    private StarterGenerator(Path target) {
        this.sources = target.resolve("java");
        this.resources = target.resolve("resources");
    }

    public static void main(String... args) throws IOException {
        new StarterGenerator(Path.of(args[0])).run();
    }

    private void run() throws IOException {
        List<Starter> starters = SCHEMES.stream().map(Starter::of).toList();
        for (Starter starter : starters) {
            Path directory = sources.resolve(PACKAGE.replace('.', '/'));
            write(directory.resolve(starter.configuration() + ".java"), configurationSource(starter));
            write(directory.resolve(starter.autoConfiguration() + ".java"), autoConfigurationSource(starter));
        }
        write(
                resources.resolve("META-INF/spring-configuration-metadata.json"),
                JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(metadata(starters)));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Component for which classes are generated. */
    private record Starter(String scheme, String componentClass, List<Option> options) {

        @SuppressWarnings("unchecked")
        static Starter of(String scheme) {
            try (InputStream description = StarterGenerator.class.getResourceAsStream(
                    "/org/apache/camel/catalog/components/" + scheme + ".json")) {
                Map<String, Object> root = JSON.std.mapFrom(description);
                Map<String, Object> component = (Map<String, Object>) root.get("component");
                Map<String, Object> properties = (Map<String, Object>) root.get("componentProperties");
                List<Option> options = properties.entrySet().stream()
                        .map(property -> Option.of(property.getKey(), (Map<String, Object>) property.getValue()))
                        .sorted(Comparator.comparing(Option::name))
                        .toList();
                return new Starter(scheme, (String) component.get("javaType"), options);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String prefix() {
            return "camel.component." + scheme;
        }

        String componentName() {
            return componentClass.substring(componentClass.lastIndexOf('.') + 1);
        }

        /** Returns the metadata of a switch that all starters of Camel have. */
        Map<String, Object> toggle(String name, String description) {
            return sorted(Map.of(
                    "name",
                    prefix() + "." + name,
                    "type",
                    "java.lang.Boolean",
                    "description",
                    description,
                    "defaultValue",
                    true));
        }

        String configuration() {
            return componentName() + "Configuration";
        }

        String autoConfiguration() {
            return componentName() + "AutoConfiguration";
        }
    }

    /**
     * Option of a component.
     *
     * @param type type of the option in the component
     * @param defaultValue default as text, {@code null} if there is none
     * @param values allowed values, empty if any
     */
    private record Option(
            String name,
            String type,
            String description,
            Object defaultValue,
            List<String> values,
            boolean deprecated) {

        @SuppressWarnings("unchecked")
        static Option of(String name, Map<String, Object> property) {
            return new Option(
                    name,
                    (String) property.get("javaType"),
                    (String) property.get("description"),
                    property.get("defaultValue"),
                    (List<String>) property.getOrDefault("enum", List.of()),
                    Boolean.TRUE.equals(property.get("deprecated")));
        }

        private boolean isEnum() {
            return !values.isEmpty() && !type.startsWith("java.lang.");
        }

        private boolean isMap() {
            return type.startsWith("java.util.Map");
        }

        /** Returns the type of the field that Spring fills. */
        String fieldType() {
            if (isEnum()) {
                return type;
            }
            return isMap() ? "java.util.Map<String, String>" : CONVERTED.getOrDefault(type, "String");
        }

        /** Returns whether the value refers to a bean. */
        boolean isReference() {
            return fieldType().equals("String")
                    && !Set.of("java.lang.String", "java.time.Duration").contains(type);
        }

        String explanation() {
            return isReference() ? description + " A reference to a bean, such as #bean:name." : description;
        }

        String capitalized() {
            return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        }

        String kebabCase() {
            return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        }

        Map<String, Object> metadata(Starter starter) {
            Map<String, Object> metadata = new LinkedHashMap<>();
            metadata.put("name", starter.prefix() + "." + kebabCase());
            String text = CONVERTED.containsValue(fieldType()) ? "java.lang." + fieldType() : type;
            metadata.put("type", isMap() ? "java.util.Map<java.lang.String,java.lang.String>" : text);
            metadata.put("description", explanation());
            metadata.put("sourceType", PACKAGE + "." + starter.configuration());
            if (defaultValue != null) {
                metadata.put("defaultValue", defaultValue);
            }
            if (deprecated) {
                metadata.put("deprecated", true);
            }
            return metadata;
        }
    }

    private static String configurationSource(Starter starter) {
        StringBuilder fields = new StringBuilder();
        StringBuilder methods = new StringBuilder();
        for (Option option : starter.options()) {
            fields.append(FIELD.formatted(javadoc(option.explanation()), option.fieldType(), option.name()));
            methods.append(ACCESSORS.formatted(option.fieldType(), option.capitalized(), option.name()));
        }
        return CONFIGURATION.formatted(
                PACKAGE, starter.scheme(), starter.prefix(), starter.configuration(), fields, methods);
    }

    private static String javadoc(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("*/", "*&#47;");
    }

    private static String autoConfigurationSource(Starter starter) {
        return AUTO_CONFIGURATION.formatted(
                PACKAGE,
                starter.componentClass(),
                starter.scheme(),
                starter.prefix(),
                starter.configuration(),
                starter.autoConfiguration(),
                starter.componentName());
    }

    private static Map<String, Object> metadata(List<Starter> starters) {
        List<Object> groups = new ArrayList<>();
        List<Object> properties = new ArrayList<>();
        List<Object> hints = new ArrayList<>();
        for (Starter starter : starters) {
            String type = PACKAGE + "." + starter.configuration();
            groups.add(sorted(Map.of("name", starter.prefix(), "type", type, "sourceType", type)));
            properties.add(starter.toggle("enabled", "Whether to configure the component automatically."));
            properties.add(starter.toggle(
                    "customizer.enabled", "Whether to set the options of the component from properties."));
            for (Option option : starter.options()) {
                properties.add(option.metadata(starter));
                if (!option.values().isEmpty()) {
                    hints.add(hint(starter, option));
                }
            }
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("groups", groups);
        metadata.put("properties", properties);
        metadata.put("hints", hints);
        return metadata;
    }

    private static Map<String, Object> hint(Starter starter, Option option) {
        List<Map<String, String>> values =
                option.values().stream().map(value -> Map.of("value", value)).toList();
        return sorted(Map.of("name", starter.prefix() + "." + option.kebabCase(), "values", values));
    }

    /** The build must give the same file each time. */
    private static Map<String, Object> sorted(Map<String, Object> map) {
        return new TreeMap<>(map);
    }
}
