// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.HealthCheckComponent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Component that sets options with {@link OptionConfigurer} and {@link OptionBinding}. */
public abstract class OptionsComponent extends HealthCheckComponent {

    private final AtomicBoolean hasReported = new AtomicBoolean();

    /** Reports an option that is set and has no effect with {@code localDevelopment}: once, not for each endpoint. */
    protected final void reportUnused(Logger log, String option) {
        if (hasReported.compareAndSet(false, true)) {
            log.info("localDevelopment: the option {} is set and not used", option);
        }
    }

    @Override
    public @Nullable PropertyConfigurer getComponentPropertyConfigurer() {
        return OptionConfigurer.of(super.getComponentPropertyConfigurer());
    }

    @Override
    public @Nullable PropertyConfigurer getEndpointPropertyConfigurer() {
        return OptionConfigurer.of(super.getEndpointPropertyConfigurer());
    }

    @Override
    protected void setProperties(Endpoint endpoint, Map<String, Object> parameters) throws Exception {
        OptionBinding.bind(() -> super.setProperties(endpoint, parameters), getEndpointPropertyConfigurer());
    }

    /** Refuses unknown options with the place or the name that their author means; Camel would only say that they are unknown. */
    @Override
    protected void validateParameters(String uri, Map<String, Object> unknown, @Nullable String prefix) {
        for (String option : unknown.keySet()) {
            if (getComponentPropertyConfigurer() instanceof PropertyConfigurerGetter getter
                    && getter.getOptionType(option, true) != null) {
                throw new IllegalArgumentException(option + ": must be set on the component, as camel.component."
                        + getDefaultName() + "." + option + ", was set on an endpoint");
            }
        }
        Set<String> known = getCamelContext()
                .getCamelContextExtension()
                .getEndpointUriFactory(getDefaultName())
                .propertyNames();
        for (String option : unknown.keySet()) {
            String nearest = NearestName.of(option, known);
            if (nearest != null) {
                throw new IllegalArgumentException(option + ": is not an option; the nearest one is " + nearest);
            }
        }
        super.validateParameters(uri, unknown, prefix);
    }
}
