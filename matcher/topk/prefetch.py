"""Prefetch: ask the processor for memory that will be needed soon."""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic


def _fetch(_context: Any, array: Any, position: Any) -> Any:
    """Fetch the cache line of `array[position]`; nothing else happens, whatever the position."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        at = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = builder.gep(at.data, [arguments[1]])
        byte = ir.IntType(8).as_pointer()
        number = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        call = builder.module.declare_intrinsic("llvm.prefetch", [byte], kind)
        read, keep, data = ir.Constant(number, 0), ir.Constant(number, 3), ir.Constant(number, 1)
        builder.call(call, [builder.bitcast(place, byte), read, keep, data])
        return context.get_dummy_value()

    return types.void(array, position), generate


prefetch: Any = intrinsic(_fetch)
