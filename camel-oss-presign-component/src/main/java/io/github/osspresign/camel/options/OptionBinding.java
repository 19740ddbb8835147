// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import io.github.osspresign.error.text.Quoted;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.util.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/** Camel's option binding with error messages that list the allowed values and show the given value escaped. */
public final class OptionBinding {

    private OptionBinding() {}

    /**
     * Binds the options of an endpoint or component.
     *
     * @param binding Camel's own binding
     * @throws IllegalArgumentException if an option of a simple type has a value that is not allowed
     */
    public static void bind(ThrowingRunnable<Exception> binding, @Nullable PropertyConfigurer configurer)
            throws Exception {
        try {
            binding.run();
        } catch (PropertyBindingException e) {
            String option = e.getPropertyName();
            Class<?> type = configurer instanceof PropertyConfigurerGetter getter && option != null
                    ? getter.getOptionType(option, true)
                    : null;
            String allowed = option == null || type == null ? null : OptionType.allowed(option, type);
            if (allowed == null) {
                throw e;
            }
            // No cause: its message contains the value unescaped.
            throw new IllegalArgumentException(option + ": must be " + allowed + ", was " + Quoted.of(e.getValue()));
        }
    }
}
