// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;

/**
 * Sets the durations and whole numbers of a configuration bean with {@link OptionType}; Camel sets its other options. Camel
 * finds this class by the name of the bean's class, for example for {@code configuration.expiration}.
 */
public final class ConfigurationOptions implements PropertyConfigurer {

    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        Optional<Method> setter = OptionConfigurer.isTextOrNumber(value) ? setter(target, name) : Optional.empty();
        setter.ifPresent(method -> {
            Object parsed = OptionType.parse(name, method.getParameterTypes()[0], value.toString());
            set(method, target, parsed);
        });
        return setter.isPresent();
    }

    private static Optional<Method> setter(Object target, String name) {
        return Arrays.stream(target.getClass().getMethods())
                .filter(method -> method.getName().equalsIgnoreCase("set" + name))
                .filter(method -> OptionType.isParsed(method.getParameterTypes()[0]))
                .findFirst();
    }

    private static void set(Method setter, Object target, Object value) {
        try {
            setter.invoke(target, value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("setter of a configuration must be public and not throw", e);
        }
    }
}
