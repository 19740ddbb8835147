// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.jspecify.annotations.Nullable;

/**
 * Sets the durations and whole numbers of a configuration bean with {@link OptionType}; Camel sets its other options. The
 * component of the bean refuses unknown ones. Camel finds this class by the name of the bean's class, for example for {@code
 * configuration.expiration}.
 */
public final class ConfigurationOptions implements PropertyConfigurer, PropertyConfigurerGetter {

    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        Optional<Method> setter = method(target, "set", name);
        if (setter.isEmpty()) {
            Optional<OptionsComponent> component = componentOf(context, target);
            component.ifPresent(owner -> owner.refuse("configuration." + name));
            return component.isPresent();
        }
        Class<?> type = setter.get().getParameterTypes()[0];
        if (!OptionType.isParsed(type) || !OptionConfigurer.isTextOrNumber(value)) {
            return false;
        }
        call(setter.get(), target, OptionType.parse(name, type, value.toString()));
        return true;
    }

    private static Optional<Method> method(Object target, String prefix, String name) {
        return Arrays.stream(target.getClass().getMethods())
                .filter(method -> method.getName().equalsIgnoreCase(prefix + name))
                .findFirst();
    }

    /** Returns the component that has these default options, and whose start reports what it does not have. */
    private static Optional<OptionsComponent> componentOf(CamelContext context, Object configuration) {
        return context.getComponentNames().stream()
                .map(context::hasComponent)
                .filter(OptionsComponent.class::isInstance)
                .map(OptionsComponent.class::cast)
                .filter(component -> component.getConfiguration() == configuration)
                .findFirst();
    }

    /** Returns {@code null}: the type depends on the bean. */
    @Override
    public @Nullable Class<?> getOptionType(String name, boolean ignoreCase) {
        return null;
    }

    /** Camel reads the value of an option to set a part of it, such as one entry of a map. */
    @Override
    public @Nullable Object getOptionValue(Object target, String name, boolean ignoreCase) {
        Optional<Method> getter = method(target, "get", name);
        OptionType.requireParts(
                target, name, getter.<Class<?>>map(Method::getReturnType).orElse(null), null);
        return getter.map(method -> call(method, target)).orElse(null);
    }

    private static @Nullable Object call(Method method, Object target, Object... values) {
        try {
            return method.invoke(target, values);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("methods of a configuration must be public and not throw", e);
        }
    }
}
