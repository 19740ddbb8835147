// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.PropertyBindingSupport;
import org.jspecify.annotations.Nullable;

/** Component that sets options with {@link OptionConfigurer}. An option with a wrong value is refused by its message. */
public abstract class OptionsComponent extends HealthCheckComponent {

    @Override
    public @Nullable PropertyConfigurer getComponentPropertyConfigurer() {
        return OptionConfigurer.of(super.getComponentPropertyConfigurer());
    }

    @Override
    public @Nullable PropertyConfigurer getEndpointPropertyConfigurer() {
        return OptionConfigurer.of(super.getEndpointPropertyConfigurer());
    }

    /**
     * Sets options of this component. Not named as a setter, which would be an option itself.
     *
     * @throws IllegalArgumentException if an option has a value that is not allowed
     */
    public void bindOptions(Map<String, Object> options) {
        try {
            PropertyBindingSupport.build()
                    .withCamelContext(getCamelContext())
                    .withTarget(this)
                    .withConfigurer(getComponentPropertyConfigurer())
                    .withMandatory(true)
                    .withProperties(options)
                    .bind();
        } catch (PropertyBindingException e) {
            throw reason(e);
        }
    }

    @Override
    protected void setProperties(Endpoint endpoint, Map<String, Object> parameters) throws Exception {
        try {
            super.setProperties(endpoint, parameters);
        } catch (PropertyBindingException e) {
            throw reason(e);
        }
    }

    private static RuntimeException reason(PropertyBindingException failure) {
        return failure.getCause() instanceof IllegalArgumentException refusal ? refusal : failure;
    }

    /** Refuses options of the component in the URI of an endpoint, of which Camel would only say that they are unknown. */
    @Override
    protected void validateParameters(String uri, Map<String, Object> unknown, @Nullable String prefix) {
        for (String option : unknown.keySet()) {
            if (getComponentPropertyConfigurer() instanceof PropertyConfigurerGetter getter
                    && getter.getOptionType(option, true) != null) {
                throw new IllegalArgumentException(option + ": must be set on the component, as camel.component."
                        + getDefaultName() + "." + option + ", was set on an endpoint");
            }
        }
        super.validateParameters(uri, unknown, prefix);
    }
}
