package dev.understudy.spring;

import dev.understudy.routing.CallSpec;

/**
 * Takes calls of reactive methods through their chains. Apart, so that Reactor may be
 * missing.
 */
interface ReactiveExecutor {

	Object mono(MethodPlan plan, MethodCall call, CallSpec spec);

	Object flux(MethodPlan plan, MethodCall call, CallSpec spec);

}
