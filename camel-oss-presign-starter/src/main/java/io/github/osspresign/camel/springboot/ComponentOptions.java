// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.springboot;

import io.github.osspresign.camel.options.OptionBinding;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spring.boot.util.CamelPropertiesHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.util.StringHelper;

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

        Object configuration = options.remove(CONFIGURATION);
        if (configuration != null) {
            // First, because it replaces all options that are set before.
            bind(camel, component, new HashMap<>(Map.of(CONFIGURATION, configuration)));
        }
        bind(camel, component, options);
    }

    /** Sets the options among these properties of an application whose names begin with the prefix. */
    static void set(Map<String, String> properties, String prefix, Component component) {
        Map<String, Object> options = new HashMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                options.put(StringHelper.dashToCamelCase(name.substring(prefix.length())), value);
            }
        });
        bind(component.getCamelContext(), component, options);
    }

    private static void bind(CamelContext camel, Component component, Map<String, Object> options) {
        PropertyConfigurer configurer = component.getComponentPropertyConfigurer();
        try {
            OptionBinding.bind(
                    () -> PropertyBindingSupport.build()
                            .withCamelContext(camel)
                            .withTarget(component)
                            .withConfigurer(configurer)
                            .withMandatory(true)
                            .withProperties(options)
                            .bind(),
                    configurer);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }
}
