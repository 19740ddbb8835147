// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.camel.osspresigned.OssPresignedConfiguration;
import io.github.osspresign.camel.osspresigned.OssPresignedEndpoint;
import io.github.osspresign.camel.presign.PresignComponent;
import io.github.osspresign.camel.presign.PresignConfiguration;
import io.github.osspresign.camel.presign.PresignEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Component;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Camel's own tools find out about the components, with nothing but their jar. */
class CatalogTest {

    private static final Map<String, Class<?>> COMPONENTS =
            Map.of("presign", PresignComponent.class, "osspresigned", OssPresignedComponent.class);

    /** Classes whose fields are the options and headers. */
    private static final Map<String, List<Class<?>>> DESCRIBED = Map.of(
            "presign",
            List.of(PresignComponent.class, PresignEndpoint.class, PresignConfiguration.class, PresignConstants.class),
            "osspresigned",
            List.of(
                    OssPresignedComponent.class,
                    OssPresignedEndpoint.class,
                    OssPresignedConfiguration.class,
                    OssPresignedConstants.class));

    private final CamelCatalog catalog = new DefaultCamelCatalog();

    @BeforeEach
    void addComponents() {
        COMPONENTS.forEach((scheme, component) -> catalog.addComponent(scheme, component.getName()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "presign:bucket",
                "presign:bucket?region=cn-hangzhou&expiration=PT30M&method=PUT&query.x=1&header.x-oss-meta-a=1",
                "presign:bucket?accessKey=RAW(key)&secretKey=RAW(secret)&initialDelay=5000&repeatCount=1",
                "osspresigned:?streaming=false",
                "osspresigned:in?fileExist=TryRename&verify=required&stallTimeout=10s",
                "osspresigned:in?linkSource=RAW(file:links)&idempotent=true&maxFileSize=1000",
                "osspresigned:in?maxFileSize=10MB&minFreeDisk=1GiB&partSize=8MB&maxBytesPerSecond=500KB",
                "presign:bucket?operation=multipart&partSize=16MB&uploadSize=1TB",
                "presign:bucket?operation=postPolicy&minUploadSize=1&maxUploadSize=10MB",
                "presign:bucket?operation=signPrefix&minSize=1B&maxSize=10MB"
            })
    void uriIsValid(String uri) {
        assertThat(catalog.validateEndpointProperties(uri).summaryErrorMessage(false))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    presign:bucket?methud=GET,           methud
                    presign:bucket?method=FETCH,         method
                    presign:bucket?expiration=tomorrow,  expiration
                    presign:bucket?maxMessagesPerPoll=a, maxMessagesPerPoll
                    osspresigned:in?fileExists=Fail,     fileExists
                    osspresigned:in?verify=maybe,        verify
                    osspresigned:in?allowHttp=perhaps,   allowHttp
                    osspresigned:in?parallelism=four,    parallelism
                    """)
    void mistakeInUriIsFound(String uri, String option) {
        EndpointValidationResult result = catalog.validateEndpointProperties(uri);
        Set<String> mistakes = new HashSet<>();
        Stream.of(result.getUnknown()).filter(Objects::nonNull).forEach(mistakes::addAll);
        Stream.of(
                        result.getInvalidEnum(),
                        result.getInvalidBoolean(),
                        result.getInvalidInteger(),
                        result.getInvalidDuration())
                .filter(Objects::nonNull)
                .forEach(invalid -> mistakes.addAll(invalid.keySet()));
        assertThat(mistakes).containsExactly(option);
    }

    /** Camel's catalog takes a number for a duration in milliseconds and has no type that refuses it. */
    @ParameterizedTest
    @ValueSource(strings = {"presign", "osspresigned"})
    void eachDurationIsDescribedAsOneThatNeedsUnit(String scheme) {
        ComponentModel component = catalog.componentModel(scheme);
        assertThat(component.getComponentOptions().stream())
                .filteredOn(option -> option.getType().equals("duration"))
                .isNotEmpty()
                .allSatisfy(option -> assertThat(option.getDescription()).endsWith("The unit is required."));
        assertThat(component.getEndpointParameterOptions().stream())
                .filteredOn(option -> option.getType().equals("duration"))
                .isNotEmpty()
                .allSatisfy(option -> assertThat(option.getDescription()).endsWith("The unit is required."));
    }

    /** The catalog refuses other text, which a type of text would accept too. */
    @ParameterizedTest
    @ValueSource(strings = {"presign", "osspresigned"})
    void eachDurationNeedsUnitAlthoughTheCatalogAcceptsNumbers(String scheme) throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            Component component = context.getComponent(scheme);
            for (String option : durations(catalog.componentModel(scheme).getEndpointParameterOptions())) {
                String uri = scheme + ":in?" + option + "=";
                assertThat(catalog.validateEndpointProperties(uri + "tomorrow").getInvalidDuration())
                        .containsOnlyKeys(option);
                assertThat(catalog.validateEndpointProperties(uri + "3600000").isSuccess())
                        .isTrue();
                assertThatThrownBy(() -> context.getEndpoint(uri + "3600000"))
                        .hasStackTraceContaining(option + ": must be a duration with a unit");
                assertThat(context.getEndpoint(uri + "90s")).isNotNull();
            }
            for (String option : durations(catalog.componentModel(scheme).getComponentOptions())) {
                String property = "camel.component." + scheme + "." + option + "=";
                assertThat(catalog.validateConfigurationProperty(property + "tomorrow")
                                .getInvalidDuration())
                        .hasSize(1);
                assertThat(catalog.validateConfigurationProperty(property + "3600000")
                                .isSuccess())
                        .isTrue();
                assertThatThrownBy(() -> bind(component, option, "3600000"))
                        .hasStackTraceContaining(option + ": must be a duration with a unit");
                bind(component, option, "PT90S");
            }
        }
    }

    private static List<String> durations(List<? extends BaseOptionModel> options) {
        List<String> names = options.stream()
                .filter(option -> option.getType().equals("duration"))
                .map(BaseOptionModel::getName)
                .toList();
        assertThat(names).isNotEmpty();
        return names;
    }

    private static void bind(Component component, String option, String value) {
        PropertyBindingSupport.build()
                .withCamelContext(component.getCamelContext())
                .withTarget(component)
                .withConfigurer(component.getComponentPropertyConfigurer())
                .withMandatory(true)
                .withProperties(new HashMap<>(Map.of(option, value)))
                .bind();
    }

    /** No option takes a time or a size in a unit that only its description says. */
    @ParameterizedTest
    @ValueSource(strings = {"presign", "osspresigned"})
    void eachTimeIsADurationAndEachSizeIsTextWithUnits(String scheme) {
        ComponentModel component = catalog.componentModel(scheme);
        Set<String> own = DESCRIBED.get(scheme).stream()
                .flatMap(type -> Stream.of(type.getDeclaredFields()))
                .map(Field::getName)
                .collect(Collectors.toSet());
        List<BaseOptionModel> options = Stream.of(component.getComponentOptions(), component.getEndpointOptions())
                .<BaseOptionModel>flatMap(List::stream)
                .filter(option -> own.contains(option.getName()))
                .toList();

        assertThat(options)
                .filteredOn(option -> option.getName()
                        .matches("(?i).*(timeout|expiration|validity|age|within|backoff|delay|interval)(initial)?"))
                .hasSizeGreaterThan(3)
                .allSatisfy(option ->
                        assertThat(option.getType()).as(option.getName()).isEqualTo("duration"));
        assertThat(options)
                .filteredOn(option -> option.getName().matches("(?i).*(size|disk|bytes|length).*"))
                .hasSizeGreaterThan(3)
                .allSatisfy(option ->
                        assertThat(option.getType()).as(option.getName()).isEqualTo("string"))
                .allSatisfy(option -> assertThat(option.getDescription()).contains("in bytes"));
    }

    /** Camel's generator drops characters such as a question mark or a plus sign. */
    @ParameterizedTest
    @ValueSource(strings = {"presign", "osspresigned"})
    void eachDescriptionReachesTheCatalogWhole(String scheme) {
        ComponentModel component = catalog.componentModel(scheme);
        Set<String> inCatalog = Stream.of(
                        component.getComponentOptions(), component.getEndpointOptions(), component.getEndpointHeaders())
                .flatMap(List::stream)
                .map(BaseOptionModel::getDescription)
                .collect(Collectors.toSet());
        List<String> inCode = DESCRIBED.get(scheme).stream()
                .flatMap(type -> Stream.of(type.getDeclaredFields()))
                .map(CatalogTest::description)
                .filter(Predicate.not(String::isEmpty))
                .toList();

        assertThat(inCode).hasSizeGreaterThan(40);
        // Camel appends the prefix to the description of an option with several values.
        assertThat(inCode)
                .allSatisfy(text -> assertThat(inCatalog).anyMatch(description -> description.startsWith(text)));
    }

    /** Returns the description of an option or header, without backticks, which only the source has. */
    private static String description(Field field) {
        UriPath path = field.getAnnotation(UriPath.class);
        UriParam option = field.getAnnotation(UriParam.class);
        Metadata header = field.getAnnotation(Metadata.class);
        String text = path != null
                ? path.description()
                : option != null ? option.description() : header != null ? header.description() : "";
        return text.replace("`", "");
    }

    @Test
    void componentPropertiesAreValidated() {
        assertThat(catalog.validateConfigurationProperty("camel.component.presign.region=cn-hangzhou")
                        .isSuccess())
                .isTrue();
        assertThat(catalog.validateConfigurationProperty("camel.component.presign.regoin=cn-hangzhou")
                        .getUnknown())
                .containsExactly("camel.component.presign.regoin");
    }

    @Test
    void headersAreDescribed() {
        assertThat(catalog.componentModel("presign").getEndpointHeaders())
                .extracting(BaseOptionModel::getName)
                .contains(PresignConstants.URL, PresignConstants.EXPIRES_AT);
        assertThat(catalog.componentModel("osspresigned").getEndpointHeaders())
                .extracting(BaseOptionModel::getName)
                .contains(OssPresignedConstants.URL_MASKED);
    }

    @Test
    void jarNamesItsComponents() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = PresignComponent.class.getResourceAsStream(
                "/META-INF/services/org/apache/camel/component.properties")) {
            properties.load(file);
        }
        assertThat(properties.getProperty("components").split(" "))
                .containsExactlyInAnyOrder("presign", "osspresigned");
        assertThat(properties)
                .containsEntry("groupId", "io.github.osspresign")
                .containsEntry("artifactId", "camel-oss-presign");
        assertThat(properties.getProperty("version")).doesNotContain("$").isNotBlank();
        for (String scheme : COMPONENTS.keySet()) {
            // camel-report looks there.
            assertThat(PresignComponent.class.getResource("/org/apache/camel/catalog/components/" + scheme + ".json"))
                    .isNotNull();
        }
    }
}
