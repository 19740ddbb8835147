package io.github.osspresign.camel.springboot;

import io.github.osspresign.camel.OptionBinding;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spring.boot.util.CamelPropertiesHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sets the options of a component. Camel's own helper for starters takes a value that does not fit for the name of a bean,
 * so that its error is about a missing bean.
 */
final class ComponentOptions {

    /** Options of Camel's starters, not of a component. */
    private static final Set<String> OF_THE_STARTER = Set.of("enabled", "customizer");

    private static final String CONFIGURATION = "configuration";

    private ComponentOptions() {}

    /**
     * Sets the options that have a value.
     *
     * @throws IllegalArgumentException if the component does not take a value; names the option
     */
    static void set(CamelContext camel, Object properties, Component component) {
        Map<String, Object> options = CamelPropertiesHelper.getNonNullProperties(camel, properties);
        options.keySet().removeAll(OF_THE_STARTER);

        Map<String, Object> ordered = new LinkedHashMap<>();
        @Nullable Object configuration = options.remove(CONFIGURATION);
        if (configuration != null) {
            // It replaces all options that are set before.
            ordered.put(CONFIGURATION, configuration);
        }
        ordered.putAll(options);

        PropertyConfigurer configurer = component.getComponentPropertyConfigurer();
        PropertyBindingSupport.Builder binding = PropertyBindingSupport.build()
                .withCamelContext(camel)
                .withTarget(component)
                .withConfigurer(configurer)
                .withMandatory(true);
        try {
            for (Map.Entry<String, Object> option : ordered.entrySet()) {
                // Binding removes what it has set.
                Map<String, Object> one = new HashMap<>(Map.of(option.getKey(), option.getValue()));
                OptionBinding.bind(() -> binding.withProperties(one).bind(), configurer);
            }
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }
}
