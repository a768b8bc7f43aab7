using System.Linq.Expressions;
using System.Reflection;

namespace Temporalio.Common;

/// <summary>Reads method and argument values out of the lambdas that name a workflow, an activity, a signal or a query.</summary>
internal static class ExpressionCall
{
    /// <summary>The called method and its evaluated arguments, in order.</summary>
    /// <exception cref="ArgumentException">The body is not one method call on the lambda's parameter, or on nothing for a static method.</exception>
    public static (MethodInfo Method, IReadOnlyCollection<object?> Arguments) Extract(LambdaExpression lambda)
    {
        if (Unwrap(lambda.Body) is not MethodCallExpression call)
        {
            throw new ArgumentException($"Expected one method call in the lambda but found: {lambda.Body}", nameof(lambda));
        }

        if (lambda.Parameters.Count == 0 && call.Object is not null && !IsValue(call.Object))
        {
            throw new ArgumentException($"The call must be on a static method or on an instance held in a variable: {lambda.Body}", nameof(lambda));
        }

        if (lambda.Parameters.Count == 1 && call.Object is not null && Unwrap(call.Object) != lambda.Parameters[0])
        {
            throw new ArgumentException($"The call must be made on the lambda's parameter: {lambda.Body}", nameof(lambda));
        }

        var arguments = new object?[call.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Evaluate(call.Arguments[i]);
        }

        return (call.Method, arguments);
    }

    /// <summary>The property read by a query lambda such as <c>w =&gt; w.Progress</c>; null where the body is something else.</summary>
    public static PropertyInfo? ExtractProperty(LambdaExpression lambda) =>
        Unwrap(lambda.Body) is MemberExpression { Member: PropertyInfo property } ? property : null;

    private static Expression Unwrap(Expression expression) =>
        expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.Quote } unary ? Unwrap(unary.Operand) : expression;

    private static bool IsValue(Expression expression) => expression is ConstantExpression or MemberExpression;

    /// <summary>Constants and captured variables are read directly, since compiling costs a thousand times as much.</summary>
    private static object? Evaluate(Expression expression)
    {
        switch (expression)
        {
            case ConstantExpression constant:
                return constant.Value;
            case MemberExpression { Member: FieldInfo field } member:
                return field.GetValue(member.Expression is null ? null : Evaluate(member.Expression));
            case MemberExpression { Member: PropertyInfo property } member:
                return property.GetValue(member.Expression is null ? null : Evaluate(member.Expression), BindingFlags.DoNotWrapExceptions, null, null, null);
            case UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert
                when convert.Type.IsAssignableFrom(convert.Operand.Type):
                return Evaluate(convert.Operand);
            default:
                return Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)();
        }
    }
}
